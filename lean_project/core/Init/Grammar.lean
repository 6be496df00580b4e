prelude
import Init.Coercion
import Init.Connectives
/-!
# The grammar of Lean's core library, by name

The parsers, macros and unexpanders of Lean's own notations and tactics are compiled into the
native library, but only a module can put them into an environment.  Each line below gives one of
them its name and type; `extern` lets the interpreter call the native code, and the attribute
registers it.  So there is no second description of the grammar that could disagree with what
the native elaborators expect.
-/
/-- The values of this type stand for the syntax categories. -/
structure Lean.Parser.Category

/-! ## Precedences, priorities, and the grammar of grammars -/

@[prec_parser 1000, extern "native"] opaque precMax : Lean.ParserDescr
@[prec_parser 1000, extern "native"] opaque precArg : Lean.ParserDescr
@[prec_parser 1000, extern "native"] opaque precLead : Lean.ParserDescr
@[prec_parser 1000, extern "native"] opaque precMin : Lean.ParserDescr
@[prec_parser 1000, extern "native"] opaque precMin1 : Lean.ParserDescr
@[prec_parser 1000, extern "native"] opaque «prec(_)» : Lean.ParserDescr
@[prio_parser 1000, extern "native"] opaque prioDefault : Lean.ParserDescr
@[prio_parser 1000, extern "native"] opaque prioHigh : Lean.ParserDescr
@[prio_parser 1000, extern "native"] opaque prioLow : Lean.ParserDescr
@[prio_parser 1000, extern "native"] opaque prioMid : Lean.ParserDescr
@[prio_parser 1000, extern "native"] opaque «prio(_)» : Lean.ParserDescr
@[prec_parser 1000, extern "native"] opaque Lean.Parser.Syntax.addPrec : Lean.TrailingParserDescr
@[prec_parser 1000, extern "native"] opaque Lean.Parser.Syntax.subPrec : Lean.TrailingParserDescr
@[prio_parser 1000, extern "native"] opaque Lean.Parser.Syntax.addPrio : Lean.TrailingParserDescr
@[prio_parser 1000, extern "native"] opaque Lean.Parser.Syntax.subPrio : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque «stx_*» : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque «stx_+» : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque «stx_,*» : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque «stx_,*,?» : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque «stx_,+» : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque «stx_,+,?» : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque «stx_<|>_» : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque stx_? : Lean.TrailingParserDescr
@[stx_parser 1000, extern "native"] opaque stx!_ : Lean.ParserDescr

/-! ## Terms -/

declare_syntax_cat rawStx
declare_syntax_cat binderPred

@[term_parser 1000, extern "native"] opaque rawNatLit : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque coeNotation : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque coeFunNotation : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque coeSortNotation : Lean.ParserDescr
@[extern "native"] opaque Lean.binderIdent : Lean.ParserDescr
@[extern "native"] opaque Lean.unbracketedExplicitBinders : Lean.ParserDescr
@[extern "native"] opaque Lean.bracketedExplicitBinders : Lean.ParserDescr
@[extern "native"] opaque Lean.explicitBinders : Lean.ParserDescr
@[extern "native"] opaque Lean.calcFirstStep : Lean.ParserDescr
@[extern "native"] opaque Lean.calcStep : Lean.ParserDescr
@[extern "native"] opaque Lean.calcSteps : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque termDepIfThenElse : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «termExists_,_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque termIfLet : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque termIfThenElse : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque termMax_prec : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque termPrintln!__ : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque termS!_ : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque termWithout_expected_type_ : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term__[_]» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term__[_]_!» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term__[_]_?» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term__[_]'_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_•_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_⁻¹» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_↔_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∈_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∉_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∘_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∣_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∧_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∨_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∩_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_∪_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_≈_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_≍_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_≠_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_≤_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_≥_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_⊂_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_⊃_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_⊆_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_⊇_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_⊕_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_⊕'_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_!=_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_$__» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_%_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_&&_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_&&&_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_*_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_*>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_+_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_++_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_-_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_/_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_::_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<$>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<&>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<*_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<*>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<->_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<<<_» : Lean.TrailingParserDescr
@[term_parser 100, extern "native"] opaque «term_<=_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<=<_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<|_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_<|>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_=_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_=<<_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_==_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_>_» : Lean.TrailingParserDescr
@[term_parser 100, extern "native"] opaque «term_>=_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_>=>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_>>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_>>=_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_>>>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_\_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_^_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_^^^_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_|>_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_||_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_|||_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_×_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_×__1» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term_×'_» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque «term_×'__1» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «termΣ_,_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «termΣ'_,_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term‹_›» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term∃_,_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term∅» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque term!_ : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term#[_,]» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term%[_|_]» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term-_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term[_]» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term{_:_//_}» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term{_}» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term{}» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term~~~_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term¬_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque boolIfThenElse : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.«term_Matches_|» : Lean.TrailingParserDescr
@[term_parser 1000, extern "native"] opaque Lean.calc : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.«term∀__,_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.«term∃__,_» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.«termSatisfies_binder_pred%__» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.termEval_prec_ : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.termEval_prio_ : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.withAnnotateTerm : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque Lean.modCast : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred∈_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred∉_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred≠_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred≤_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred≥_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred⊂_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred⊃_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred⊆_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred⊇_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred<_» : Lean.ParserDescr
@[binderPred_parser 1000, extern "native"] opaque Lean.«binderPred>_» : Lean.ParserDescr

/-! ## Arguments of tactics -/

declare_syntax_cat rcasesPat
declare_syntax_cat rintroPat

@[extern "native"] opaque Lean.Parser.Tactic.caseArg : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.config : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.posConfigItem : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.negConfigItem : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.valConfigItem : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.configItem : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.optConfig : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.locationWildcard : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.locationType : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.locationHyp : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.location : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.rwRule : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.rwRuleSeq : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpPre : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpPost : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpErase : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpLemma : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpStar : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpArg : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpArgs : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.dsimpArg : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.dsimpArgs : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.discharger : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpTraceArgsRest : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpAllTraceArgsRest : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.dsimpTraceArgsRest : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.simpaArgsRest : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.inductionAltLHS : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.inductionAlt : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.inductionAlts : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.generalizeArg : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.elimTarget : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.rcasesPatMed : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.rcasesPatLo : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.rwaAt : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.clearValueStar : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.clearValueHyp : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.clearValueArg : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.SolveByElim.erase : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.SolveByElim.star : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.SolveByElim.arg : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.SolveByElim.args : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.SolveByElim.using_ : Lean.ParserDescr
@[rcasesPat_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rcasesPat.one : Lean.ParserDescr
@[rcasesPat_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rcasesPat.ignore : Lean.ParserDescr
@[rcasesPat_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rcasesPat.clear : Lean.ParserDescr
@[rcasesPat_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rcasesPat.explicit : Lean.ParserDescr
@[rcasesPat_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rcasesPat.tuple : Lean.ParserDescr
@[rcasesPat_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rcasesPat.paren : Lean.ParserDescr
@[rintroPat_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rintroPat.one : Lean.ParserDescr
@[rintroPat_parser 1001, extern "native"] opaque Lean.Parser.Tactic.rintroPat.binder : Lean.ParserDescr

/-! ## Tactics -/

@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.withAnnotateState : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.intro : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.intros : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rename : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.revert : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.clear : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.subst : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.substVars : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.assumption : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.contradiction : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.falseOrByContra : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.apply : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.exact : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.refine : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.refine' : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.constructor : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.constructorBang : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.left : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.right : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.case : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.case' : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.allGoals : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.anyGoals : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.focus : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.skip : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.done : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.traceState : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.traceMessage : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.failIfSuccess : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.paren : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.withReducible : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.withReducibleAndInstances : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.withUnfoldingAll : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.first : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rotateLeft : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rotateRight : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.fail : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.eqRefl : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.applyRfl : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.acRfl : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.change : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rewriteSeq : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rwSeq : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rwa : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rwaAtLegacyLocation : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.injection : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.injections : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simp : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpAll : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.dsimp : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpTrace : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpAllTrace : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.dsimpTrace : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpa : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpAutoUnfold : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpAllAutoUnfold : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.dsimpAutoUnfold : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpArith : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpArithBang : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpAllArith : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.simpAllArithBang : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.delta : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.unfold : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.«show» : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.letrec : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.induction : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.generalize : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.cases : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.renameI : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.repeat' : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.repeat1' : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.split : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.specialize : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.sleep : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.congr : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacDepIfThenElse : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacIfThenElse : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.replace : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.substEqs : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.runTac : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.omega : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.normCast0 : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.pushCast : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.symm : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.symmSaturate : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.solveByElim : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.applyAssumption : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.applyRules : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.exact? : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.apply? : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.showTerm : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rcases : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.obtain : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.rintro : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.decide : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.nativeDecide : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.acNf0 : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.clearValue : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.extractLets : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.liftLets : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.classical : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.funInduction : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.funCases : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.exposeNames : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.withUnfoldingNone : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.letToHave : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticExfalso : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.«tacticNext_=>_» : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticTry_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.«tactic_<;>_» : Lean.TrailingParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticRfl : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticRfl' : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticSorry : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticAdmit : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticInfer_instance : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticHave__ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticHave' : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticSuffices_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticLet__ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticLet'__ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticRefine_lift_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticRefine_lift'_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticRepeat_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticTrivial : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticStop_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticUnhygienic_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.«tacticExists_,,» : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticNofun : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.«tacticNomatch_,,» : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticAnd_intros : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticHaveI__ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticLetI__ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticNorm_cast__ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticAssumption_mod_cast_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticExact_mod_cast_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticApply_mod_cast_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticRw_mod_cast___ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticErw___ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticIterate____ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticAc_nf_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticSimp?!_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticSimp_all?!_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticDsimp?!_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticSimpa!_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticSimpa?_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.tacticSimpa?!_ : Lean.ParserDescr
@[extern "native"] opaque Lean.cdotTk : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.cdot : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.calcTactic : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.solveTactic : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque «tacticBy_cases_:_» : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticFunext___ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticDecreasing_tactic : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticDecreasing_with_ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticDecreasing_trivial : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticDecreasing_trivial_pre_omega : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticClean_wf : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticSimp_wf : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticGet_elem_tactic : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticGet_elem_tactic_extensible : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque tacticGet_elem_tactic_trivial : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Elab.Tactic.Ext.ext : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Elab.Tactic.Ext.tacticExt1___ : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.guardExpr : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.guardHyp : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.guardTarget : Lean.ParserDescr

/-! ## Conversions -/

declare_syntax_cat conv (behavior := both)

@[extern "native"] opaque Lean.Parser.Tactic.Conv.occsWildcard : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.occsIndexed : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.occs : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.argArg : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.convSeq1Indented : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.convSeqBracketed : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.convSeq : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.enterPattern : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Tactic.Conv.enterArg : Lean.ParserDescr
@[tactic_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.conv : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.skip : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.lhs : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.rhs : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.«fun» : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.congr : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.arg : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.ext : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.change : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.delta : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.unfold : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.pattern : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.rewrite : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.simp : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.dsimp : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.simpMatch : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.reduce : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.whnf : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.zeta : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.nestedTactic : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.nestedTacticCore : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.nestedConv : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.paren : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.first : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.allGoals : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.anyGoals : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.focus : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.failIfSuccess : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.case : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.case' : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.clear : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.enter : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convArgs : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convLeft : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convRight : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convIntro___ : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convRw__ : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convErw__ : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convDone : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convTry_ : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convRfl : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convRepeat_ : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convApply_ : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.«convNext__=>_» : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.«conv·_» : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convTrace_state : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convTactic : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.convConvSeq : Lean.ParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.Parser.Tactic.Conv.«conv_<;>_» : Lean.TrailingParserDescr
@[conv_parser 1000, extern "native"] opaque Lean.convCalc_ : Lean.ParserDescr

/-! ## Attributes and commands -/

@[attr_parser 1000, extern "native"] opaque Lean.Parser.Attr.simp : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.Parser.Attr.ext : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.Parser.Attr.norm_cast : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.Parser.Attr.wf_preprocess : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.Parser.Attr.method_specs_simp : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.Parser.Attr.simprocAttr : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.Parser.Attr.simprocBuiltinAttr : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Attr.extIff : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Attr.extFlat : Lean.ParserDescr
@[extern "native"] opaque Lean.Parser.Attr.normCastLabel : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.«deprecated» : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.suggest_for : Lean.ParserDescr
@[attr_parser 1000, extern "native"] opaque Lean.Attr.coe : Lean.ParserDescr
@[command_parser 1000, extern "native"] opaque Lean.Parser.Tactic.normCastAddElim : Lean.ParserDescr
@[command_parser 1000, extern "native"] opaque Lean.reduceCmd : Lean.ParserDescr
@[command_parser 1000, extern "native"] opaque Lean.Parser.commandSeal__ : Lean.ParserDescr
@[command_parser 1000, extern "native"] opaque Lean.Parser.commandUnseal__ : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsFilterAction : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsFilterSeverity : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsFilter : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsWhitespaceArg : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsWhitespace : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsOrderingArg : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsOrdering : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsPositionsArg : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsPositions : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsSubstring : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsSpecElt : Lean.ParserDescr
@[extern "native"] opaque Lean.guardMsgsSpec : Lean.ParserDescr
@[command_parser 1000, extern "native"] opaque Lean.guardMsgsCmd : Lean.ParserDescr
@[command_parser 1000, extern "native"] opaque Lean.Parser.Command.classAbbrev : Lean.ParserDescr
