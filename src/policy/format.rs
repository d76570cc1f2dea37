//! The format of a pack: every key, whether it must be there, and what it is for.

use super::figure::{CONFIRMATIONS, UNIT_IDS};
use crate::input::Shape::{Day, List, Named, Object, Text, Truth, Word};
use crate::input::{Key, Shape, may, must};

/// A pack.
pub const PACK: Shape = Object(&[
    must(
        "id",
        Text,
        "Short and lasting, such as `beijing`: the file's name.",
    ),
    must(
        "layer",
        Word(&["national", "city", "bank"]),
        "Who sets the figures.",
    ),
    must(
        "place",
        Text,
        "Where they hold: `china`, a city, or the bank's own id.",
    ),
    must("name", WORDS, "The place or bank in plain words."),
    must("version", Text, "Changes with every change of content."),
    may("draft", Truth, "A draft marks everything made with it."),
    must(
        "documents",
        Named(&DOCUMENT),
        "The documents that figures stand in, by id.",
    ),
    must(
        "figures",
        Named(&FIGURE),
        "The figures, by id: the benefit first.",
    ),
]);

const WORDS: Shape = Object(&[
    must("zh", Text, "Simplified Chinese, plain words."),
    must("en", Text, "English, plain words."),
]);

const DOCUMENT: Shape = Object(&[
    must("title", Text, "Its title, or what it is when it has none."),
    may("number", Text, "Its number, such as 财金〔2023〕75号."),
    may("issuer", Text, "Who issued it."),
    may("published_on", Day, "When it became public."),
]);

const FIGURE: Shape = Object(&[
    must("text", WORDS, "What it is."),
    must("unit", Word(&UNIT_IDS), "What its values count."),
    must(
        "owner",
        Text,
        "Who keeps it up to date: a role, not a person.",
    ),
    may(
        "names",
        Named(&WORDS),
        "What each item of its lists is called; required with a list of names.",
    ),
    must(
        "entries",
        List(&Object(ENTRY)),
        "Its history, in the order of `from`.",
    ),
]);

const VALUE: Key = may("value", Text, "One value, as a string.");
const LIST: Key = may("list", List(&Text), "Several values that hold together.");
const BANDS: Key = may("bands", List(&BAND), "Values by the size of something.");

const ENTRY: &[Key] = &[
    must("from", Day, "The first day on which it holds."),
    may(
        "until",
        Day,
        "The last day on which it holds, only where its own source sets an end.",
    ),
    may(
        "supersedes",
        Truth,
        "It starts before the `until` of the entry before it.",
    ),
    may(
        "published_on",
        Day,
        "When it became public; taken to be `from` when left out.",
    ),
    VALUE,
    LIST,
    BANDS,
    may(
        "candidates",
        List(&CANDIDATE),
        "Values between which the sources do not decide.",
    ),
    may("unknown", WORDS, "Why nothing is known."),
    may("source", SOURCE, "Where it stands; required with a value."),
    may(
        "confirmed",
        CONFIRMED,
        "How sure we are; required with a value.",
    ),
    may(
        "review_by",
        Day,
        "The last day on which it may be shown without a remark.",
    ),
    may("note", WORDS, "Anything a reader should know."),
];

const CANDIDATE: Shape = Object(&[
    VALUE,
    LIST,
    BANDS,
    must("reason", WORDS, "Why this may be the value."),
    must("source", SOURCE, "Where it stands."),
    must("confirmed", CONFIRMED, "How sure we are."),
]);

const BAND: Shape = Object(&[
    must("over", Text, "The band starts above this size."),
    may("up_to", Text, "The largest size in it; open when left out."),
    may("amount", Text, "A fixed amount, in yuan."),
    may("percent", Text, "A part of the size, in percent."),
    may("at_most", Text, "The most that the band gives, in yuan."),
]);

const SOURCE: Shape = Object(&[
    must("document", Text, "The id of one of the pack's documents."),
    may("article", Text, "The article, item or table."),
    may("address", Text, "The page on which we saw it."),
    may(
        "quotation",
        QUOTATION,
        "The words themselves, where we have them.",
    ),
]);

const QUOTATION: Shape = Object(&[
    must("text", Text, "Letter by letter."),
    must(
        "sha256",
        Text,
        "SHA-256 of `text` in UTF-8, in lower-case hexadecimal.",
    ),
]);

const CONFIRMED: Shape = Object(&[
    must("how", Word(&CONFIRMATIONS), "How."),
    must("on", Day, "On which day."),
]);
