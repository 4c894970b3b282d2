//! Every sentence of the program has its key in `i18n/en`, and every key its sentence: none missing, none unused, no
//! variable too many or too few, and no sentence left in the code.

use crate::files;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words of a sentence: a literal of so many words or more belongs into a file of words.
const SENTENCE: usize = 4;

/// Sentences that are no words of the program: the file, how the sentence begins, and why it stays.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    ("src/store/record.rs", "{{\\\"hash\\\":", "a line of a record"),
    ("src/store/signature.rs", "{CONTEXT}", "what is signed"),
    ("src/case/read.rs", "{code}: {what} (record", "the form of an error on one line"),
    ("src/training/record.rs", "{{ answer = ", "a line of TOML"),
    ("src/toml_input/file_kind.rs", "-----BEGIN AGE", "a line of a file"),
    ("src/toml_input/file_kind.rs", "-----END AGE", "a line of a file"),
    ("src/report/diagnostics.rs", "{name}:{line}:{column}: {level}", "the form of an error on one line, for scripts"),
    ("src/terminal/alternate_screen.rs", r"\u{1b}[2J", "a command to the terminal"),
    ("src/report/result/fast_json.rs", r#",\"points\":"#, "JSON"),
];

/// Macros and methods whose sentence is for a developer.
const FOR_DEVELOPERS: [&str; 8] =
    ["expect", "panic", "unreachable", "todo", "assert", "assert_eq", "debug_assert", "debug_assert_eq"];

/// The messages of all files, each with its variables; `key.attribute` for an attribute.
fn messages() -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for path in files::below(&files::root().join("i18n/en"), "ftl") {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let resource = parser::parse(files::text(&path)).unwrap_or_else(|(_, errors)| panic!("{name}.ftl: {errors:?}"));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name;
                    assert!(
                        id == name || id.starts_with(&format!("{name}-")),
                        "{name}.ftl: {id} begins with another word"
                    );
                    for attribute in message.attributes {
                        let key = format!("{id}.{}", attribute.id.name);
                        assert!(messages.insert(key, variables(&attribute.value)).is_none(), "{name}.ftl: {id} twice");
                    }
                    let Some(value) = message.value else { panic!("{name}.ftl: {id} has no text") };
                    assert!(messages.insert(id.clone(), variables(&value)).is_none(), "{name}.ftl: {id} twice");
                }
                Entry::Term(term) => panic!("{name}.ftl: -{}: terms are not used", term.id.name),
                Entry::Junk { content } => panic!("{name}.ftl: can't be read: {content}"),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    messages
}

fn variables(pattern: &Pattern<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, &mut found);
        }
    }
    found
}

fn of_expression(expression: &Expression<String>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, found),
        Expression::Select { selector, variants } => {
            of_inline(selector, found);
            for variant in variants {
                found.extend(variables(&variant.value));
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<String>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, found),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("a reference that is not used here: {other:?}"),
    }
}

/// A call of `text!` or `what_and_help!`, with its variables.
struct Call {
    place: String,
    key: String,
    with_help: bool,
    variables: BTreeSet<String>,
}

/// What a file of code says: its calls, and its sentences.
#[derive(Default)]
struct Code {
    calls: Vec<Call>,
    sentences: Vec<(String, String)>,
}

impl Code {
    fn read(path: &Path) -> Self {
        let mut code = Self::default();
        let name = path.strip_prefix(files::root()).expect("inside").display().to_string();
        let tokens: TokenStream = files::text(path).parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        code.walk(tokens, &name);
        code
    }

    fn walk(&mut self, tokens: TokenStream, name: &str) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            let word = |at: usize| match tokens.get(at) {
                Some(TokenTree::Ident(ident)) => ident.to_string(),
                Some(TokenTree::Punct(punct)) => punct.as_char().to_string(),
                _ => String::new(),
            };
            let group = |at: usize| match tokens.get(at) {
                Some(TokenTree::Group(group)) => Some(group.stream()),
                _ => None,
            };
            // Attributes: documentation, and modules of tests.
            if word(at) == "#" && (group(at + 1).is_some() || (word(at + 1) == "!" && group(at + 2).is_some())) {
                let inner = if word(at + 1) == "!" { at + 2 } else { at + 1 };
                let is_tests = group(inner).is_some_and(|inside| inside.to_string().replace(' ', "") == "cfg(test)");
                let is_error = group(inner).is_some_and(|inside| inside.to_string().starts_with("error"));
                if is_error {
                    self.walk(group(inner).into_iter().flatten().collect(), name);
                }
                at = inner + 1;
                while is_tests && at < tokens.len() {
                    let ends = word(at) == ";"
                        || matches!(&tokens[at], TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                    at += 1;
                    if ends {
                        break;
                    }
                }
                continue;
            }
            let is_macro = word(at + 1) == "!";
            let arguments = if is_macro { group(at + 2) } else { group(at + 1) };
            if let (true, Some(inside)) = (is_macro && matches!(&*word(at), "text" | "what_and_help"), &arguments) {
                self.call(&word(at), inside.clone(), name, &tokens[at]);
            }
            if FOR_DEVELOPERS.contains(&&*word(at)) && arguments.is_some() {
                at += if is_macro { 3 } else { 2 };
                continue;
            }
            match &tokens[at] {
                TokenTree::Group(group) => self.walk(group.stream(), name),
                TokenTree::Literal(literal) => self.literal(&literal.to_string(), &place(name, &tokens[at])),
                _ => {}
            }
            at += 1;
        }
    }

    fn call(&mut self, macro_name: &str, inside: TokenStream, name: &str, at: &TokenTree) {
        let tokens: Vec<TokenTree> = inside.into_iter().collect();
        let place = place(name, at);
        let Some(TokenTree::Literal(key)) = tokens.first() else { return };
        let mut variables = BTreeSet::new();
        for three in tokens.windows(3) {
            if let [TokenTree::Punct(comma), TokenTree::Ident(variable), TokenTree::Punct(equals)] = three
                && comma.as_char() == ','
                && equals.as_char() == '='
                && equals.spacing() == Spacing::Alone
            {
                variables.insert(variable.to_string());
            }
        }
        let key = key.to_string().trim_matches('"').to_owned();
        self.calls.push(Call { place, key, with_help: macro_name == "what_and_help", variables });
    }

    fn literal(&mut self, literal: &str, place: &str) {
        let is_text = literal.starts_with('"') || literal.starts_with("r\"") || literal.starts_with("r#");
        let words = literal
            .split(|c: char| c.is_whitespace() || c == '\\')
            .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
        if is_text && words.count() >= SENTENCE {
            self.sentences.push((place.to_owned(), literal.trim_matches('"').to_owned()));
        }
    }
}

fn place(name: &str, at: &TokenTree) -> String {
    format!("{name}:{}", at.span().start().line)
}

fn all_code() -> Code {
    let mut all = Code::default();
    for path in files::below(&files::root().join("src"), "rs") {
        let code = Code::read(&path);
        all.calls.extend(code.calls);
        all.sentences.extend(code.sentences);
    }
    all
}

#[test]
fn every_key_has_its_sentence_and_its_variables_and_none_is_unused() {
    let messages = messages();
    // Their keys are put together from the words of the codes.
    let mut used: BTreeSet<String> =
        tipscreen::diagnostic::Code::ALL.iter().map(|code| format!("code-{code}")).collect();
    // These too, from the words of the commands.
    used.extend(crate::help_words::used());
    let mut problems = Vec::new();
    for call in all_code().calls {
        let mut variables = BTreeSet::new();
        let help = call.with_help.then(|| format!("{}.help", call.key));
        for key in std::iter::once(call.key.clone()).chain(help) {
            match messages.get(&key) {
                Some(found) => variables.extend(found.iter().cloned()),
                None => problems.push(format!("{}: no sentence {key}", call.place)),
            }
            used.insert(key);
        }
        if variables != call.variables {
            problems.push(format!("{}: {} has {variables:?} and is given {:?}", call.place, call.key, call.variables));
        }
    }
    problems.extend(messages.keys().filter(|key| !used.contains(*key)).map(|key| format!("{key} is used nowhere")));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_sentence_is_left_in_the_code() {
    let excepted = |place: &str, sentence: &str| {
        EXCEPTIONS.iter().any(|(file, begin, _)| place.starts_with(&format!("{file}:")) && sentence.starts_with(begin))
    };
    let left = all_code().sentences.into_iter().filter(|(place, sentence)| !excepted(place, sentence));
    let left: Vec<String> = left.map(|(place, sentence)| format!("{place}: {sentence}")).collect();
    assert!(left.is_empty(), "{} sentences:\n{}", left.len(), left.join("\n"));
}
