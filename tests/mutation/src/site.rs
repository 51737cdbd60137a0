//! Where a file can be changed, and to what: comparisons, roundings, signs and conditions.

use std::ops::Range;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, UnOp};

/// One change of one expression.
pub struct Mutant {
    /// The function that it stands in.
    pub function: String,
    /// Where the expression stands in the file, in bytes.
    pub place: Range<usize>,
    pub line: usize,
    /// What is changed within it, in order.
    edits: Vec<(Range<usize>, String)>,
    /// Said of the change, such as "`<` to `<=`".
    pub change: String,
}

impl Mutant {
    /// The expression as it stands, on one line.
    pub fn shown(&self, source: &str) -> String {
        source[self.place.clone()].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The expression changed.
    pub fn changed(&self, source: &str) -> String {
        let mut text = String::new();
        let mut at = self.place.start;
        for (place, new) in &self.edits {
            text += &source[at..place.start];
            text += new;
            at = place.end;
        }
        text + &source[at..self.place.end]
    }
}

/// The mutants of a file, and how many more there would be where nothing can be chosen when the
/// program runs: in constants.
pub fn mutants(source: &str) -> syn::Result<(Vec<Mutant>, usize)> {
    let mut found =
        Found { source, functions: Vec::new(), constant: 0, mutants: Vec::new(), left_out: 0 };
    found.visit_file(&syn::parse_file(source)?);
    Ok((found.mutants, found.left_out))
}

struct Found<'s> {
    source: &'s str,
    functions: Vec<String>,
    /// How many constants the visit stands in.
    constant: usize,
    mutants: Vec<Mutant>,
    left_out: usize,
}

/// What a binary operator is changed to.
fn others(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Lt(_) => &["<=", ">="],
        BinOp::Le(_) => &["<", ">"],
        BinOp::Gt(_) => &[">=", "<="],
        BinOp::Ge(_) => &[">", "<"],
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Add(_) => &["-"],
        BinOp::Sub(_) => &["+"],
        BinOp::Mul(_) => &["/"],
        BinOp::Div(_) => &["*"],
        BinOp::Rem(_) => &["/"],
        BinOp::Shl(_) => &[">>"],
        BinOp::Shr(_) => &["<<"],
        BinOp::BitAnd(_) => &["|"],
        BinOp::BitOr(_) => &["&"],
        BinOp::AddAssign(_) => &["-="],
        BinOp::SubAssign(_) => &["+="],
        BinOp::MulAssign(_) => &["/="],
        BinOp::DivAssign(_) => &["*="],
        BinOp::BitAndAssign(_) => &["|="],
        BinOp::BitOrAssign(_) => &["&="],
        _ => &[],
    }
}

/// Methods whose name is changed to another.
const RENAMED: &[(&str, &str)] = &[
    ("min", "max"),
    ("min_by", "max_by"),
    ("min_by_key", "max_by_key"),
    ("floor", "ceil"),
    ("div_floor", "div_ceil"),
    ("is_lt", "is_le"),
    ("is_gt", "is_ge"),
    ("any", "all"),
    ("is_some_and", "is_none_or"),
    ("checked_add", "checked_sub"),
    ("saturating_add", "saturating_sub"),
    ("wrapping_add", "wrapping_sub"),
    ("take_while", "skip_while"),
    ("leading_zeros", "trailing_zeros"),
];

/// What a comparison of three outcomes is followed by: turned, and equal made less or greater.
const AFTER_CMP: [&str; 3] =
    [".reverse()", ".then(std::cmp::Ordering::Less)", ".then(std::cmp::Ordering::Greater)"];

/// Predicates, which are negated.
const NEGATED: &[&str] = &[
    "is_zero",
    "is_one",
    "is_empty",
    "is_some",
    "is_none",
    "is_ok",
    "is_err",
    "is_negative",
    "is_positive",
    "is_integer",
    "is_lt",
    "is_le",
    "is_gt",
    "is_ge",
    "is_eq",
    "is_ne",
    "contains",
    "contains_key",
    "overlaps",
];

impl Found<'_> {
    fn add(&mut self, whole: Span, edits: Vec<(Range<usize>, String)>, change: String) {
        if self.constant > 0 {
            self.left_out += 1;
            return;
        }
        let function = self.functions.last().cloned().unwrap_or_default();
        let (place, line) = (whole.byte_range(), whole.start().line);
        self.mutants.push(Mutant { function, place, line, edits, change });
    }

    fn replace(&mut self, whole: Span, part: Span, new: &str) {
        let part = part.byte_range();
        let change = format!("`{}` to `{new}`", &self.source[part.clone()]);
        self.add(whole, vec![(part, new.to_owned())], change);
    }

    fn negate(&mut self, whole: Span, name: &str) {
        let start = whole.byte_range().start;
        self.add(whole, vec![(start..start, "!".to_owned())], format!("`{name}` negated"));
    }

    fn inside(&mut self, name: String, is_constant: bool, visit: impl FnOnce(&mut Self)) {
        self.functions.push(name);
        self.constant += usize::from(is_constant);
        visit(self);
        self.constant -= usize::from(is_constant);
        self.functions.pop();
    }
}

/// Whether something is built for tests alone.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let is = |word: &str| attribute.path().is_ident(word);
        is("test")
            || is("cfg") && attribute.parse_args::<syn::Path>().is_ok_and(|p| p.is_ident("test"))
    })
}

impl<'a> Visit<'a> for Found<'_> {
    fn visit_expr_binary(&mut self, node: &'a syn::ExprBinary) {
        if !has_let(&node.left) && !has_let(&node.right) {
            for new in others(&node.op) {
                let part = node.op.span().byte_range();
                let change = format!("`{}` to `{new}`", &self.source[part.clone()]);
                let (left, right) = (node.left.span().byte_range(), node.right.span().byte_range());
                let at = |place: usize, text: &str| (place..place, text.to_owned());
                // In parentheses, since the new operator may bind otherwise.
                let edits = match &node.op {
                    BinOp::And(_)
                    | BinOp::Or(_)
                    | BinOp::BitAnd(_)
                    | BinOp::BitOr(_)
                    | BinOp::Rem(_) => vec![
                        at(left.start, "("),
                        at(left.end, ")"),
                        (part, (*new).to_owned()),
                        at(right.start, "("),
                        at(right.end, ")"),
                    ],
                    _ => vec![(part, (*new).to_owned())],
                };
                self.add(node.span(), edits, change);
            }
        }
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'a syn::ExprUnary) {
        if matches!(node.op, UnOp::Not(_) | UnOp::Neg(_)) && !matches!(*node.expr, Expr::Lit(_)) {
            let part = node.op.span();
            let change = format!("`{}` left out", &self.source[part.byte_range()]);
            self.add(node.span(), vec![(part.byte_range(), String::new())], change);
        }
        visit::visit_expr_unary(self, node);
    }

    fn visit_expr_method_call(&mut self, node: &'a syn::ExprMethodCall) {
        let name = node.method.to_string();
        for (one, other) in RENAMED {
            for (from, to) in [(one, other), (other, one)] {
                if name == *from {
                    self.replace(node.span(), node.method.span(), to);
                }
            }
        }
        if name == "cmp" {
            let end = node.span().byte_range().end;
            for text in AFTER_CMP {
                let change = format!("`cmp` with `{text}`");
                self.add(node.span(), vec![(end..end, text.to_owned())], change);
            }
        }
        let is_whole = |receiver: &Expr| match receiver {
            Expr::MethodCall(call) => ["floor", "ceil"].contains(&&*call.method.to_string()),
            _ => false,
        };
        if name == "to_integer" && !is_whole(&node.receiver) {
            // Up, not towards zero.
            let end = node.receiver.span().byte_range().end;
            let edits = vec![(end..end, ".ceil()".to_owned())];
            self.add(node.span(), edits, "`to_integer` of `ceil`".to_owned());
        }
        if NEGATED.contains(&&*name) {
            self.negate(node.span(), &name);
        }
        visit::visit_expr_method_call(self, node);
    }

    fn visit_expr_macro(&mut self, node: &'a syn::ExprMacro) {
        if node.mac.path.is_ident("matches") {
            self.negate(node.span(), "matches!");
        }
    }

    fn visit_item_fn(&mut self, node: &'a syn::ItemFn) {
        if !is_for_tests(&node.attrs) {
            let is_constant = node.sig.constness.is_some();
            self.inside(node.sig.ident.to_string(), is_constant, |visit| {
                visit::visit_item_fn(visit, node)
            });
        }
    }

    fn visit_impl_item_fn(&mut self, node: &'a syn::ImplItemFn) {
        let is_constant = node.sig.constness.is_some();
        self.inside(node.sig.ident.to_string(), is_constant, |visit| {
            visit::visit_impl_item_fn(visit, node)
        });
    }

    fn visit_trait_item_fn(&mut self, node: &'a syn::TraitItemFn) {
        self.inside(node.sig.ident.to_string(), false, |visit| {
            visit::visit_trait_item_fn(visit, node)
        });
    }

    fn visit_item_mod(&mut self, node: &'a syn::ItemMod) {
        if !is_for_tests(&node.attrs) {
            visit::visit_item_mod(self, node);
        }
    }

    fn visit_item_const(&mut self, node: &'a syn::ItemConst) {
        self.inside(node.ident.to_string(), true, |visit| visit::visit_item_const(visit, node));
    }

    fn visit_item_static(&mut self, node: &'a syn::ItemStatic) {
        self.inside(node.ident.to_string(), true, |visit| visit::visit_item_static(visit, node));
    }

    fn visit_impl_item_const(&mut self, node: &'a syn::ImplItemConst) {
        self.inside(node.ident.to_string(), true, |visit| {
            visit::visit_impl_item_const(visit, node)
        });
    }

    fn visit_expr_repeat(&mut self, node: &'a syn::ExprRepeat) {
        // The length is a constant.
        self.visit_expr(&node.expr);
    }

    fn visit_type(&mut self, _: &'a syn::Type) {}

    fn visit_pat(&mut self, _: &'a syn::Pat) {}

    fn visit_attribute(&mut self, _: &'a syn::Attribute) {}
}

/// Whether a chain of conditions has a `let` in it, which only `&&` can stand beside.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(node) => has_let(&node.left) || has_let(&node.right),
        _ => false,
    }
}
