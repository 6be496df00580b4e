prelude
import Init.Evaluate
/-!
# `norm_num`, `conv_lhs`, `conv_rhs`

These are Mathlib's; Lean's own core has none of them.  This `norm_num` is `simp`, with its
arithmetic on numerals, and for a goal also `decide` and `norm_mod`: it closes ground statements
about naturals and integers, and leaves what `simp` leaves of others.  Mathlib's can do more
(rationals, roots, primes).
-/

open Lean.Parser.Tactic in
syntax (name := Lemmasmith.normNum) "norm_num" optConfig (&" only")?
  (" [" withoutPosition((simpStar <|> simpErase <|> simpLemma),*,?) "]")? (location)? : tactic
macro_rules (kind := Lemmasmith.normNum)
  | `(tactic| norm_num $cfg:optConfig $[only%$o]? $[[$args,*]]?) => `(tactic|
      first
      | (simp $cfg:optConfig $[only%$o]? $[[$args,*]]?; done)
      | norm_mod
      | decide
      | (simp $cfg:optConfig $[only%$o]? $[[$args,*]]?; first | norm_mod | decide)
      | simp $cfg:optConfig $[only%$o]? $[[$args,*]]?)
  | `(tactic| norm_num $cfg:optConfig $[only%$o]? $[[$args,*]]? $loc:location) => `(tactic|
      simp $cfg:optConfig $[only%$o]? $[[$args,*]]? $loc:location)

open Lean.Parser.Tactic.Conv in
syntax (name := Lemmasmith.convLhs) "conv_lhs" (" at " ident)? " => " convSeq : tactic
macro_rules (kind := Lemmasmith.convLhs)
  | `(tactic| conv_lhs $[at $h]? => $s:convSeq) => `(tactic| conv $[at $h]? => lhs; ($s:convSeq))

open Lean.Parser.Tactic.Conv in
syntax (name := Lemmasmith.convRhs) "conv_rhs" (" at " ident)? " => " convSeq : tactic
macro_rules (kind := Lemmasmith.convRhs)
  | `(tactic| conv_rhs $[at $h]? => $s:convSeq) => `(tactic| conv $[at $h]? => rhs; ($s:convSeq))
