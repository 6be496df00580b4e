prelude
import Init.Meta
/-!
# Coercions

The classes that the elaborator searches when a type is not the expected one, and the order in
which it chains them: at most one head coercion, any number of plain ones, at most one tail.
-/

universe u v w w'

class Coe (α : semiOutParam (Sort u)) (β : Sort v) where
  coe : α → β
class CoeTC (α : Sort u) (β : Sort v) where
  coe : α → β
class CoeOut (α : Sort u) (β : semiOutParam (Sort v)) where
  coe : α → β
class CoeOTC (α : Sort u) (β : Sort v) where
  coe : α → β
class CoeHead (α : Sort u) (β : semiOutParam (Sort v)) where
  coe : α → β
class CoeHTC (α : Sort u) (β : Sort v) where
  coe : α → β
class CoeTail (α : semiOutParam (Sort u)) (β : Sort v) where
  coe : α → β
class CoeHTCT (α : Sort u) (β : Sort v) where
  coe : α → β
class CoeDep (α : Sort u) (_ : α) (β : Sort v) where
  coe : β
class CoeT (α : Sort u) (_ : α) (β : Sort v) where
  coe : β
class CoeFun (α : Sort u) (γ : outParam (α → Sort v)) where
  coe : (f : α) → γ f
class CoeSort (α : Sort u) (β : outParam (Sort v)) where
  coe : α → β

attribute [coe_decl] Coe.coe CoeTC.coe CoeOut.coe CoeOTC.coe CoeHead.coe CoeHTC.coe CoeTail.coe
  CoeHTCT.coe CoeDep.coe CoeT.coe CoeFun.coe CoeSort.coe

instance [Coe β γ] [CoeTC α β] : CoeTC α γ where coe a := Coe.coe (CoeTC.coe a : β)
instance [Coe α β] : CoeTC α β where coe a := Coe.coe a
instance : CoeTC α α where coe a := a

instance [CoeOut α β] [CoeOTC β γ] : CoeOTC α γ where coe a := CoeOTC.coe (CoeOut.coe a : β)
instance [CoeTC α β] : CoeOTC α β where coe a := CoeTC.coe a
instance : CoeOTC α α where coe a := a

instance [CoeHead α β] [CoeOTC β γ] : CoeHTC α γ where coe a := CoeOTC.coe (CoeHead.coe a : β)
instance [CoeOTC α β] : CoeHTC α β where coe a := CoeOTC.coe a
instance : CoeHTC α α where coe a := a

instance [CoeTail β γ] [CoeHTC α β] : CoeHTCT α γ where coe a := CoeTail.coe (CoeHTC.coe a : β)
instance [CoeHTC α β] : CoeHTCT α β where coe a := CoeHTC.coe a
instance : CoeHTCT α α where coe a := a

instance [CoeDep α a β] : CoeT α a β where coe := CoeDep.coe a
instance [CoeHTCT α β] : CoeT α a β where coe := CoeHTCT.coe a
instance : CoeT α a α where coe := a

instance [CoeFun α fun _ => β] : CoeOut α β where coe a := CoeFun.coe a
instance [CoeSort α β] : CoeOut α β where coe a := CoeSort.coe a

instance boolToProp : Coe Bool Prop where coe b := Eq b true
instance boolToSort : CoeSort Bool Prop where coe b := Eq b true
instance decPropToBool (p : Prop) [Decidable p] : CoeDep Prop p Bool where coe := decide p
instance optionCoe {α : Type u} : Coe α (Option α) where coe := some
instance subtypeCoe {α : Sort u} {p : α → Prop} : CoeOut (Subtype p) α where coe v := v.val

/-! ## Typed syntax -/

namespace Lean

instance : CoeOut (TSyntax ks) Syntax where coe stx := stx.raw
instance : Coe SyntaxNodeKind SyntaxNodeKinds where coe k := List.cons k List.nil

namespace Syntax
abbrev Term := TSyntax `term
abbrev Command := TSyntax `command
protected abbrev Level := TSyntax `level
protected abbrev Tactic := TSyntax `tactic
abbrev Prec := TSyntax `prec
abbrev Prio := TSyntax `prio
abbrev Ident := TSyntax identKind
abbrev StrLit := TSyntax strLitKind
abbrev CharLit := TSyntax charLitKind
abbrev NameLit := TSyntax nameLitKind
abbrev ScientificLit := TSyntax scientificLitKind
abbrev NumLit := TSyntax numLitKind
abbrev HygieneInfo := TSyntax hygieneInfoKind

@[extern "native"] opaque TSepArray.getElems (sa : TSepArray ks sep) : TSyntaxArray ks
@[extern "native"] opaque TSepArray.ofElems (elems : Array (TSyntax ks)) : TSepArray ks sep
@[extern "native"] opaque SepArray.ofElems {sep} (elems : Array Syntax) : SepArray sep
end Syntax

export Syntax (Term Command Prec Prio Ident StrLit CharLit NameLit ScientificLit NumLit HygieneInfo)

@[extern "native"] opaque mkIdent (val : Name) : Ident
@[extern "native"] opaque mkIdentFrom (src : Syntax) (val : Name) (canonical := false) : Ident

instance : Coe (TSyntax (List.cons k List.nil)) (TSyntax (List.cons k ks)) where coe stx := ⟨stx.raw⟩
instance [Coe (TSyntax (List.cons k List.nil)) (TSyntax ks)] :
    Coe (TSyntax (List.cons k List.nil)) (TSyntax (List.cons k' ks)) where coe stx := ⟨stx.raw⟩
instance : Coe Ident Term where coe s := ⟨s.raw⟩
instance : Coe StrLit Term where coe s := ⟨s.raw⟩
instance : Coe NameLit Term where coe s := ⟨s.raw⟩
instance : Coe ScientificLit Term where coe s := ⟨s.raw⟩
instance : Coe NumLit Term where coe s := ⟨s.raw⟩
instance : Coe CharLit Term where coe s := ⟨s.raw⟩
instance : Coe NumLit Prio where coe s := ⟨s.raw⟩
instance : Coe NumLit Prec where coe s := ⟨s.raw⟩
instance : Coe Ident Syntax.Level where coe s := ⟨s.raw⟩
instance : Coe Ident (TSyntax `Lean.Parser.Command.declId) where coe s := ⟨s.raw⟩
instance : Coe Term (TSyntax `Lean.Parser.Term.funBinder) where coe s := ⟨s.raw⟩
instance : Coe Syntax (TSyntax `rawStx) where coe s := ⟨s⟩
instance : CoeOut (TSyntaxArray k) (Array Syntax) where coe a := a.raw
instance : CoeOut (Syntax.TSepArray k sep) (TSyntaxArray k) where coe a := a.getElems
instance : Coe (TSyntaxArray k) (Syntax.TSepArray k sep) where coe a := Syntax.TSepArray.ofElems a
instance : CoeTail (Array Syntax) (Syntax.SepArray sep) where coe a := Syntax.SepArray.ofElems a

end Lean
