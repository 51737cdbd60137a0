//! Facts of the user's own, from a CSV file: everything that is wrong with it, at once.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use statsbidrag::{Code, Error, Language, Parameters, Ratio, Table, catalog};

use crate::facts::{
    DEMONSTRATION_COLUMN, Facts, MUNICIPALITY, Origin, REGION, Recipients, register_column,
};
use crate::layout::quoted;
use crate::number;
use crate::refusal::{Fault, Refusal, of_file};
use crate::sheet::Sheet;

/// The columns of the real key beside `population`.
const REAL_COLUMNS: [&str; 4] =
    ["asylum_adults", "asylum_minors", "newly_arrived_adults", "newly_arrived_minors"];
/// The last year with money by asylum seekers; later the population is enough.
const LAST_ASYLUM_YEAR: i16 = 2020;

/// Reads the facts of a file: those of municipalities, and those of regions or else their sums.
pub(crate) fn read(path: &Path, year: i16, language: Language) -> Result<Facts, Refusal> {
    let sheet = Sheet::read(path, language)?;
    let mut reading = Reading { sheet: &sheet, language, wrong: sheet.faults(language) };
    let (columns, is_demonstration) = reading.columns(year);
    let [municipalities, mut regions] = reading.recipients(&columns)?;
    if municipalities.ids.is_empty() && reading.wrong.is_empty() {
        let (sv, en) =
            ("det finns inga kommuner, bara regioner.", "only regions, no municipalities.");
        let message = reading.say(sv, en);
        reading.wrong.push((0, 0, message));
    }
    let wrong = reading.wrong;
    if !wrong.is_empty() {
        return Err(of_file(&path.display().to_string(), wrong, language));
    }
    let regions_are_sums = regions.ids.is_empty();
    if regions_are_sums {
        let sums = municipalities.by_county();
        regions = sums.map_err(|error| Refusal::unexpected(&error, language))?;
    }
    let known = ["id", "name", "entity", "recipients"];
    let is_unused =
        |name: &&String| !columns.contains(&name.as_str()) && !known.contains(&name.as_str());
    Ok(Facts {
        year,
        municipalities,
        regions,
        parameters: Parameters::new(),
        is_demonstration,
        origin: Origin::File {
            name: path.display().to_string(),
            regions_are_sums,
            unused: sheet.header().iter().filter(is_unused).cloned().collect(),
        },
    })
}

/// The work of reading a sheet.
struct Reading<'a> {
    sheet: &'a Sheet,
    language: Language,
    wrong: Vec<Fault>,
}

impl Reading<'_> {
    fn say(&self, swedish: &str, english: &str) -> String {
        crate::layout::say(self.language, swedish, english).to_owned()
    }

    fn at(&mut self, line: u64, column: &str, swedish: &str, english: &str) {
        let message = self.say(swedish, english);
        let fault = self.sheet.fault(line, column, &message, self.language);
        self.wrong.push(fault);
    }

    /// The columns of facts that the file has to have, and whether they are those of the
    /// demonstration key.
    fn columns(&mut self, year: i16) -> (Vec<&'static str>, bool) {
        let header = self.sheet.header();
        let has = |name: &str| header.iter().any(|other| other == name);
        let is_real = REAL_COLUMNS.iter().any(|name| has(name));
        let is_demonstration = !is_real && has(DEMONSTRATION_COLUMN);
        let mut columns = vec!["population"];
        match (is_demonstration, is_real || year <= LAST_ASYLUM_YEAR) {
            (true, _) => columns.push(DEMONSTRATION_COLUMN),
            (false, true) => columns.extend(REAL_COLUMNS),
            (false, false) => {}
        }
        let missing: Vec<_> = std::iter::once("id")
            .chain(columns.iter().copied())
            .filter(|name| !has(name))
            .collect();
        if !missing.is_empty() {
            let (missing, found) = (missing.join(", "), quoted(&header.join(", ")));
            let hint = self.say(
                "Behövs: id, population, asylum_adults, asylum_minors, newly_arrived_adults, \
                 newly_arrived_minors; eller, för demonstration: id, population, asylum_seekers.",
                "Needed: id, population, asylum_adults, asylum_minors, newly_arrived_adults, \
                 newly_arrived_minors; or, for demonstration: id, population, asylum_seekers.",
            );
            let message = match self.language {
                Language::Swedish => {
                    format!("kolumner saknas: {missing}. Filen har: {found}. {hint}")
                }
                Language::English => {
                    format!("columns are missing: {missing}. The file has: {found}. {hint}")
                }
            };
            self.wrong.push((0, 0, message));
        }
        (columns, is_demonstration)
    }

    /// The rows of municipalities and of regions.
    fn recipients(&mut self, columns: &[&'static str]) -> Result<[Recipients; 2], Refusal> {
        let mut first_lines: HashMap<(Option<&str>, String), u64> = HashMap::new();
        let mut sets = BTreeMap::from([(MUNICIPALITY, Vec::new()), (REGION, Vec::new())]);
        let sheet = self.sheet;
        for (line, row) in sheet.rows() {
            let cell = |name: &str| sheet.column(name).and_then(|i| row.get(i)).unwrap_or_default();
            let id = cell("id").to_owned();
            let set = match cell("recipients") {
                MUNICIPALITY => Some(MUNICIPALITY),
                REGION => Some(REGION),
                "" if id.len() <= 2 => Some(REGION),
                "" => Some(MUNICIPALITY),
                other => {
                    let other = quoted(other);
                    let (sv, en) = (
                        format!("”{other}” ska vara municipality eller region."),
                        format!("“{other}” should be municipality or region."),
                    );
                    self.at(line, "recipients", &sv, &en);
                    None
                }
            };
            let values: Vec<Option<Ratio>> =
                columns.iter().map(|name| self.number(line, name, cell(name))).collect();
            if id.is_empty() {
                if sheet.column("id").is_some() {
                    self.at(line, "id", "koden saknas.", "the code is missing.");
                }
            } else if let Some(first) = first_lines.insert((set, id.clone()), line) {
                let id = quoted(&id);
                let (sv, en) = (
                    format!("{id} står redan på rad {first}."),
                    format!("{id} stands on line {first} already."),
                );
                self.at(line, "id", &sv, &en);
            } else if let Some(rows) = set.and_then(|set| sets.get_mut(set)) {
                // A cell can have several lines; a name has one.
                let text = |name: &str| {
                    let words: Vec<_> = cell(name).split_whitespace().collect();
                    Some(words.join(" ")).filter(|text| !text.is_empty())
                };
                rows.push(Row { line, id, name: text("name"), entity: text("entity"), values });
            }
        }
        let [municipalities, regions] = [(MUNICIPALITY, "municipalities"), (REGION, "regions")]
            .map(|(set, register)| {
                self.of_register(sets.remove(set).unwrap_or_default(), register, columns)
            });
        Ok([municipalities?, regions?])
    }

    /// The number of a cell.
    fn number(&mut self, line: u64, column: &str, cell: &str) -> Option<Ratio> {
        self.sheet.column(column)?;
        if cell.is_empty() {
            self.at(line, column, "cellen är tom.", "the cell is empty.");
            return None;
        }
        let decimal = self.sheet.decimal;
        match number::read(cell, decimal) {
            Ok(number) => Some(number),
            Err(fault) => {
                let [sv, en] = [Language::Swedish, Language::English]
                    .map(|language| fault.words(cell, decimal, language));
                self.at(line, column, &sv, &en);
                None
            }
        }
    }

    /// Checks the codes of a set against its register, and takes names and legal entities from it
    /// where the file has none.
    fn of_register(
        &mut self,
        rows: Vec<Row>,
        register: &str,
        columns: &[&'static str],
    ) -> Result<Recipients, Refusal> {
        if rows.is_empty() {
            return Ok(Recipients::default());
        }
        let language = self.language;
        let unexpected = |error| Refusal::unexpected(&error, language);
        let names = register_column(register, "name").map_err(unexpected)?;
        let entities = register_column(register, "entity").map_err(unexpected)?;
        let ids =
            Table::builder("id", rows.iter().map(|row| &row.id)).build().map_err(unexpected)?;
        if let Err(error) = catalog::check_ids(&ids, register) {
            let unknown =
                error.problems().iter().filter(|problem| problem.code() == Code::UnknownId);
            for id in unknown.map(|problem| problem.got().to_owned()) {
                let line = rows.iter().find(|row| row.id == id).map_or(0, |row| row.line);
                let padded = format!("0{id}");
                let id = quoted(&id);
                let (sv, en) = match names.get(&padded) {
                    Some(name) => (
                        format!("{id} har förlorat sin första nolla: {padded} är {name}."),
                        format!("{id} has lost its leading zero: {padded} is {name}."),
                    ),
                    None if register == "regions" => {
                        (format!("{id} är ingen länskod."), format!("{id} is no code of a county."))
                    }
                    None => (
                        format!("{id} är ingen kommunkod."),
                        format!("{id} is no code of a municipality."),
                    ),
                };
                self.at(line, "id", &sv, &en);
            }
        }
        self.check_names(&rows, register, &names).map_err(unexpected)?;
        let mut recipients = Recipients {
            columns: columns.iter().map(|name| ((*name).to_owned(), Vec::new())).collect(),
            ..Recipients::default()
        };
        for Row { line, id, name, entity, values } in rows {
            let known = |texts: &BTreeMap<String, String>| texts.get(&id).unwrap_or(&id).clone();
            recipients.names.push(name.unwrap_or_else(|| known(&names)));
            recipients.entities.push(entity.unwrap_or_else(|| known(&entities)));
            recipients.lines.push(line);
            recipients.ids.push(id);
            for ((_, cells), value) in recipients.columns.iter_mut().zip(values) {
                cells.extend(value);
            }
        }
        Ok(recipients)
    }

    /// Refuses names that belong to another code of the register: two cells may have changed places.
    /// A name that the register has not is the user's own way to write it; the code rules.
    fn check_names(
        &mut self,
        rows: &[Row],
        register: &str,
        names: &BTreeMap<String, String>,
    ) -> Result<(), Error> {
        let official = register_column(register, "official_name")?;
        let named = names.iter().chain(&official);
        let code_of: BTreeMap<String, &String> =
            named.map(|(id, name)| (name.to_lowercase(), id)).collect();
        for Row { line, id, name, .. } in rows {
            let Some(name) = name else { continue };
            if !name.contains(char::is_alphabetic) {
                let name = quoted(name);
                let (sv, en) = (
                    format!("”{name}” är inget namn; har ett tal med komma blivit två celler?"),
                    format!("“{name}” is no name; has a number with a comma become two cells?"),
                );
                self.at(*line, "name", &sv, &en);
            }
            let Some(own) = names.get(id) else { continue };
            let Some(other) = code_of.get(&name.to_lowercase()).filter(|other| **other != id)
            else {
                continue;
            };
            let (sv, en) = (
                format!("{name} är {other}, men radens kod är {id} ({own})."),
                format!("{name} is {other}, but the code of the row is {id} ({own})."),
            );
            self.at(*line, "name", &sv, &en);
        }
        Ok(())
    }
}

/// A recipient as the file has it; `values` in the order of the columns, absent where wrong.
struct Row {
    line: u64,
    id: String,
    name: Option<String>,
    entity: Option<String>,
    values: Vec<Option<Ratio>>,
}
