//! Sheets of cells, and the parts of a workbook that they become: ECMA-376, part 1, as Excel, WPS and
//! LibreOffice read it.

use super::zip::zip;

/// What a cell looks like: its place among [`STYLES`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Style {
    Plain,
    Title,
    Head,
    Wrapped,
    Yuan,
    Rate,
    Number,
    Day,
    /// Answers that may be changed: by what they are.
    OwnYuan,
    OwnRate,
    OwnNumber,
    OwnDay,
    /// What stays as it was when the workbook was made.
    Fixed,
    Main,
}

/// What is in a cell.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(String),
    /// A decimal, or the number of a day.
    Number(String),
    /// A formula, without its sign, and what it came to.
    Formula(String, Option<String>),
    /// The same formula as in the cells around it: its number among those of the sheet, and in the
    /// first of them the formula itself with the cells that it is for.
    Shared(usize, Option<(String, String)>, Option<String>),
}

/// A cell by its row and column, both from 1.
struct Cell(u32, u32, Content, Style);

/// A sheet.
pub(super) struct Sheet {
    /// Its name, at most 31 characters and none of `[]:*?/\`.
    pub name: String,
    cells: Vec<Cell>,
    /// The width of every column, in characters.
    pub widths: Vec<u32>,
    /// What may be typed in a cell: the cell, the type, the least and the most.
    pub limits: Vec<(String, &'static str, String, String)>,
    /// So many rows above stay in view.
    pub frozen: u32,
}

impl Sheet {
    pub fn new(name: &str, widths: &[u32]) -> Sheet {
        Sheet {
            name: name.into(),
            cells: Vec::new(),
            widths: widths.to_vec(),
            limits: Vec::new(),
            frozen: 0,
        }
    }

    pub fn put(&mut self, row: u32, column: u32, content: Content, style: Style) {
        self.cells.push(Cell(row, column, content, style));
    }

    pub fn text(&mut self, row: u32, column: u32, text: &str, style: Style) {
        if !text.is_empty() {
            self.put(row, column, Content::Text(text.into()), style);
        }
    }

    /// A row of headings.
    pub fn heads(&mut self, row: u32, heads: &[&str]) {
        for (column, head) in (1..).zip(heads) {
            self.text(row, column, head, Style::Head);
        }
    }

    /// A cell of this sheet as formulas of any sheet name it.
    pub fn name_of(&self, row: u32, column: u32) -> String {
        address(&self.name, row, column)
    }

    fn xml(&mut self, values: bool) -> String {
        self.cells
            .sort_by_key(|Cell(row, column, ..)| (*row, *column));
        let mut out = String::from(concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">"#
        ));
        if self.frozen > 0 {
            let rows = self.frozen.to_string();
            let first = ["A", &(self.frozen + 1).to_string()].concat();
            add(
                &mut out,
                &[r#"<pane ySplit=""#, &rows, r#"" topLeftCell=""#, &first],
            );
            out.push_str(r#"" activePane="bottomLeft" state="frozen"/>"#);
        }
        out.push_str("</sheetView></sheetViews><cols>");
        for (at, width) in (1..).zip(&self.widths) {
            let (at, width) = (u32::to_string(&at), width.to_string());
            add(
                &mut out,
                &[r#"<col min=""#, &at, r#"" max=""#, &at, r#"" width=""#],
            );
            add(&mut out, &[&width, r#"" customWidth="1"/>"#]);
        }
        out.push_str("</cols><sheetData>");
        let mut open = 0;
        for Cell(row, column, content, style) in &self.cells {
            if *row != open {
                if open > 0 {
                    out.push_str("</row>");
                }
                open = *row;
                add(&mut out, &[r#"<row r=""#, &row.to_string(), r#"">"#]);
            }
            let (at, style) = (cell(*row, *column), (*style as u32).to_string());
            add(&mut out, &[r#"<c r=""#, &at, r#"" s=""#, &style, "\""]);
            content.xml(&mut out, values);
            out.push_str("</c>");
        }
        if open > 0 {
            out.push_str("</row>");
        }
        out.push_str("</sheetData>");
        if !self.limits.is_empty() {
            out.push_str("<dataValidations>");
            for (at, kind, least, most) in &self.limits {
                add(&mut out, &[r#"<dataValidation type=""#, kind]);
                out.push_str(r#"" errorStyle="warning" showErrorMessage="1" sqref=""#);
                add(
                    &mut out,
                    &[at, r#""><formula1>"#, least, "</formula1><formula2>"],
                );
                add(&mut out, &[most, "</formula2></dataValidation>"]);
            }
            out.push_str("</dataValidations>");
        }
        out.push_str(concat!(
            r#"<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>"#,
            r#"<pageSetup paperSize="9" orientation="landscape"/></worksheet>"#
        ));
        out
    }
}

impl Content {
    fn xml(&self, out: &mut String, values: bool) {
        let value = match self {
            Content::Text(text) => {
                out.push_str(r#" t="inlineStr"><is><t xml:space="preserve">"#);
                escape(out, text);
                out.push_str("</t></is>");
                return;
            }
            Content::Number(number) => {
                add(out, &["><v>", number, "</v>"]);
                return;
            }
            Content::Formula(formula, value) => {
                out.push_str("><f>");
                escape(out, formula);
                value
            }
            Content::Shared(number, first, value) => {
                let number = number.to_string();
                add(out, &[r#"><f t="shared" si=""#, &number, "\""]);
                match first {
                    Some((formula, cells)) => {
                        add(out, &[r#" ref=""#, cells, "\">"]);
                        escape(out, formula);
                    }
                    None => out.push('>'),
                }
                value
            }
        };
        out.push_str("</f>");
        if let Some(value) = value.as_ref().filter(|_| values) {
            add(out, &["<v>", value, "</v>"]);
        }
    }
}

fn add(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// Text inside XML; what XML cannot hold is left out.
fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(letter),
        }
    }
}

/// A cell of the same sheet: `AB12`.
pub(super) fn cell(row: u32, column: u32) -> String {
    letters(column) + &row.to_string()
}

/// A column by its letters.
pub(super) fn letters(column: u32) -> String {
    let mut letters = String::new();
    let mut left = column;
    while left > 0 {
        let letter = char::from(b'A' + ((left - 1) % 26) as u8);
        letters.insert(0, letter);
        left = (left - 1) / 26;
    }
    letters
}

/// A cell of a sheet, wherever it is named: `'步骤'!$D$5`.
pub(super) fn address(sheet: &str, row: u32, column: u32) -> String {
    ["'", sheet, "'!$", &letters(column), "$", &row.to_string()].concat()
}

/// The number formats of [`Style`]: the format, the font, the fill, whether it wraps.
const STYLES: [(u32, u32, u32, bool); 14] = [
    (0, 0, 0, false),
    (0, 2, 0, false),
    (0, 1, 2, true),
    (0, 0, 0, true),
    (4, 0, 0, false),
    (170, 0, 0, false),
    (0, 0, 0, false),
    (172, 0, 0, false),
    (4, 0, 3, false),
    (170, 0, 3, false),
    (0, 0, 3, false),
    (172, 0, 3, false),
    (0, 3, 0, true),
    (4, 1, 0, false),
];

fn styles() -> String {
    let mut out = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">"#,
        r#"<numFmt numFmtId="170" formatCode="0.00##&quot;%&quot;"/>"#,
        r#"<numFmt numFmtId="172" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="4">"#,
        r#"<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>"#,
        r#"<font><b/><sz val="14"/><name val="Calibri"/></font><font><i/><sz val="11"/><color rgb="FF595959"/><name val="Calibri"/></font></fonts>"#,
        r#"<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>"#,
        r#"<fill><patternFill patternType="solid"><fgColor rgb="FFE4EBF2"/></patternFill></fill>"#,
        r#"<fill><patternFill patternType="solid"><fgColor rgb="FFFFF6D6"/></patternFill></fill></fills>"#,
        r#"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"#,
        r#"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="14">"#
    ));
    for (format, font, fill, wraps) in STYLES {
        let [format, font, fill] = [format, font, fill].map(|number| number.to_string());
        add(
            &mut out,
            &[
                r#"<xf numFmtId=""#,
                &format,
                r#"" fontId=""#,
                &font,
                r#"" fillId=""#,
                &fill,
            ],
        );
        out.push_str(r#"" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top""#);
        if wraps {
            out.push_str(r#" wrapText="1""#);
        }
        out.push_str("/></xf>");
    }
    out + r#"</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#
}

/// The workbook of these sheets. Without `values`, no formula says what it came to.
pub(super) fn book(mut sheets: Vec<Sheet>, values: bool) -> Vec<u8> {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let mut types = String::from(concat!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
        r#"<Default Extension="xml" ContentType="application/xml"/>"#,
        r#"<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"#,
        r#"<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>"#
    ));
    let mut list = String::from(concat!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" "#,
        r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>"#
    ));
    const RELATIONS: &str =
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;
    const OFFICE: &str =
        r#"" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/"#;
    let mut relations = String::from(RELATIONS);
    let mut files = Vec::new();
    for (at, sheet) in (1..).zip(&mut sheets) {
        let at = u32::to_string(&at);
        let file = ["worksheets/sheet", &at, ".xml"].concat();
        add(
            &mut types,
            &[r#"<Override PartName="/xl/"#, &file, r#"" ContentType=""#],
        );
        types.push_str(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>",
        );
        list.push_str(r#"<sheet name=""#);
        escape(&mut list, &sheet.name);
        add(
            &mut list,
            &[r#"" sheetId=""#, &at, r#"" r:id="r"#, &at, r#""/>"#],
        );
        add(
            &mut relations,
            &[
                r#"<Relationship Id="r"#,
                &at,
                OFFICE,
                r#"worksheet" Target=""#,
            ],
        );
        add(&mut relations, &[&file, r#""/>"#]);
        files.push((["xl/", &file].concat(), sheet.xml(values)));
    }
    types.push_str("</Types>");
    // Every program works it out anew when it opens it.
    list.push_str(r#"</sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>"#);
    add(
        &mut relations,
        &[
            r#"<Relationship Id="s"#,
            OFFICE,
            r#"styles" Target="styles.xml"/></Relationships>"#,
        ],
    );
    let root = [
        RELATIONS,
        r#"<Relationship Id="b"#,
        OFFICE,
        r#"officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ];
    let mut all = vec![
        ("[Content_Types].xml".into(), [HEAD, &types].concat()),
        ("_rels/.rels".into(), [HEAD, &root.concat()].concat()),
        ("xl/workbook.xml".into(), [HEAD, &list].concat()),
        (
            "xl/_rels/workbook.xml.rels".into(),
            [HEAD, &relations].concat(),
        ),
        ("xl/styles.xml".into(), styles()),
    ];
    all.extend(files);
    zip(&all)
}
