//! The page: what a person sees of a benefit. Yew; no arithmetic but that of its picture.
//!
//! - `border`: what `element.js` calls.
//! - `page`: the state, and what every event does to it.
//! - `element`: how the parts write what a person sees.
//! - `event`: what a person does.
//! - `form`, `answer`, `split`, `chart`, `table`, `working`, `sources`: the parts, from top to bottom.
//! - `start`: the start page, which is about all benefits.
//! - `desk`: the desk of a bank's staff, cases side by side, and the sheet for a customer.
//! - `rows`: rows of the form that are folded.
//! - `book`: the figure book, a view of its own.
//! - `glossary`: hard words, each opening its plain meaning where it stands.
//! - `help`: what the page is not, whom to ask, how to spot a fraud; and the list of hard words.
//! - `explore`: below the result, what else could be: the way in, the next question, what-ifs, goals.
//! - `share`: a case as a link, a QR code or a file, fetched when it is asked for.
//! - `take_away`: a result as a workbook or as CSV, fetched when it is asked for.
//! - `typed`: what people write in a field, as the decimal or day that they mean.

mod answer;
mod book;
mod border;
mod chart;
mod desk;
mod element;
mod event;
mod explore;
mod form;
mod glossary;
mod help;
mod page;
mod rows;
mod share;
mod sources;
mod split;
mod start;
mod table;
mod take_away;
mod typed;
mod working;

pub use border::{PageHandle, add_locale, add_pack, mount, start};
