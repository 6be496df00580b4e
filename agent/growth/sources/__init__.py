"""Where conjectures come from: one module each, with one protocol (`agent.growth.protocol.Source`)."""
