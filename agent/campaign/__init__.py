"""Campaigns: many problems under one budget, kept on disk, resumable, and reported."""
