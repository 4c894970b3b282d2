//! Every command of the program with its help, as the help itself names them.

/// The words of each command, and its help. The program by itself has no word.
pub fn helps() -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(words) = open.pop() {
        let out = crate::program::program().args(&words).arg("--help").output().expect("it starts");
        let help = String::from_utf8(out.stdout).expect("text");
        if let Some((_, rest)) = help.split_once("\nCommands:\n") {
            let inner = rest.lines().take_while(|line| !line.trim().is_empty());
            // A continued line is further in than a name.
            let names = inner.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
            let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
            open.extend(names.map(|name| [words.as_slice(), &[name.to_owned()]].concat()));
        }
        found.push((words, help));
    }
    found
}

/// The options of a command that take a value, from its help.
pub fn options(help: &str) -> Vec<String> {
    let lines = help.lines().map(str::trim).filter(|line| line.starts_with('-') && line.contains('<'));
    let names = lines.filter_map(|line| line.split_whitespace().find(|word| word.starts_with("--")));
    names.filter_map(|name| name.split(['[', '=']).next()).map(str::to_owned).collect()
}
