//! All tests in Rust in one program: linked once, and run side by side.

mod common;

mod bank_fees;
mod cases;
mod clocks;
mod differential;
mod explore;
mod health_cover;
mod layers;
mod links;
mod loan_desk;
mod packs;
mod peers;
mod properties;
mod start;
mod subsidies;
mod time;
mod words;
mod workbook;
