//! Texts are broken between words, in scripts with and without spaces, at any width, and nothing of them is lost.

use proptest::prelude::*;
use tipscreen::wording::wrap;
use unicode_width::UnicodeWidthStr;

/// Text, width, and the lines that somebody who reads the script would make of it.
const SCRIPTS: [(&str, &str, usize, &[&str]); 4] = [
    ("Thai", "นายจ้างเก็บหนังสือเดินทางของคุณไว้หรือไม่", 20, &["นายจ้างเก็บหนังสือเดินทาง", "ของคุณไว้หรือไม่"]),
    ("Khmer", "តើនិយោជករក្សាលិខិតឆ្លងដែនរបស់អ្នកឬទេ", 20, &[]),
    ("Lao", "ນາຍຈ້າງເກັບໜັງສືຜ່ານແດນຂອງທ່ານໄວ້ບໍ", 20, &[]),
    ("Burmese", "အလုပ်ရှင်က သင့်နိုင်ငံကူးလက်မှတ်ကို သိမ်းထားပါသလား", 20, &[]),
];

#[test]
fn scripts_without_spaces_are_broken_between_words() {
    for (script, text, width, expected) in SCRIPTS {
        let lines = wrap(text, width);
        assert!(lines.len() > 1, "{script}: {lines:?}");
        assert!(lines.iter().all(|line| line.width() <= width), "{script}: {lines:?}");
        let joined: String = lines.concat().split_whitespace().collect();
        assert_eq!(joined, text.split_whitespace().collect::<String>(), "{script}");
        if !expected.is_empty() {
            assert_eq!(lines, expected, "{script}");
        }
    }
}

#[test]
fn ids_stay_in_one_piece_and_items_hang_under_their_first_word() {
    assert_eq!(wrap("see documents-withheld, or debt-bondage", 24), ["see documents-withheld,", "or debt-bondage"]);
    assert_eq!(wrap("- one two three four five", 20), ["- one two three four", "  five"]);
    assert_eq!(wrap("  3. one two three four", 20), ["  3. one two three", "     four"]);
    assert_eq!(wrap("see é/documents-withheld", 20), ["see", "é/documents-withheld"][..].to_vec());
    assert_eq!(wrap("", 20), [""]);
}

#[test]
fn a_word_that_fits_on_no_line_is_cut_and_marks_stay_with_their_letters() {
    let lines = wrap(&"a".repeat(50), 20);
    assert_eq!(lines.iter().map(String::len).collect::<Vec<_>>(), [20, 20, 10]);
    let marked = "e\u{301}".repeat(30);
    let lines = wrap(&marked, 20);
    assert!(lines.iter().all(|line| !line.starts_with('\u{301}')), "{lines:?}");
    assert_eq!(lines.concat(), marked);
}

proptest! {
    #![proptest_config(crate::generate::config(300))]

    #[test]
    fn nothing_is_lost_and_no_line_is_too_long(
        words in proptest::collection::vec("[a-zéก-๙ក-ឳຮກຂက-အ\u{301}-]{1,30}", 0..30), width in 20usize..120
    ) {
        let text = words.join(" ");
        let lines = wrap(&text, width);
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(letters(&lines.concat()), letters(&text));
        for line in lines {
            // A single letter with many marks may be wider than it should: nothing could be broken there.
            prop_assert!(line.width() <= width + 2, "{} columns of {width}: {line:?}", line.width());
        }
    }
}
