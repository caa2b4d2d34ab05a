//! The speakers of a selection, as the table of quotations has them: what they are, and who of them is in charge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hashbrown::HashMap;

use crate::audit::speeches::{Speech, Speeches, Spoken};
use crate::audit::{AuditError, EstimateOptions, Selection, Subset};
use crate::lexicon::Lexicon;
use crate::record::{Axis, Cell, Kind, Table};
use crate::summarize::{Estimate, Estimator, RankAndFile};
use crate::voice::{QuoteKind, SpeakerForm};

impl Speech<'_> {
    /// The kind of source: the sector, else the tier, else that nothing is known.
    fn source(&self) -> String {
        match (self.tier, self.sector, self.form) {
            (_, sector, _) if !sector.is_empty() => sector.to_owned(),
            ("unknown", _, form) => format!("{form}, not known"),
            (tier, ..) => format!("{tier}, no sector"),
        }
    }

    /// The number of the tier as one of whose workers a person speaks in her own words: the rule of
    /// [`Speaker::works_in`](crate::voice::Speaker::works_in), read from the record.
    fn heard_in(&self, lexicon: &Lexicon) -> Option<usize> {
        let is_person = SpeakerForm::ALL.iter().any(|form| form.is_person() && form.name() == self.form);
        let in_own_words = QuoteKind::ALL.iter().any(|kind| kind.is_in_own_words() && kind.name() == self.kind);
        let tier = lexicon.tiers.iter().position(|tier| tier == self.tier)?;
        let sector = lexicon.voice.sectors.iter().find(|sector| sector.name == self.sector);
        let for_others = sector.is_some_and(|of| of.for_others && of.tier.as_deref() == Some(self.tier));
        (is_person && in_own_words && !for_others).then_some(tier)
    }
}

impl Selection<'_> {
    /// Hands on every speech of these articles; attributed thoughts and what the author says are left out.
    pub(super) fn each_speech(&self, mut take: impl FnMut(&Speech<'_>)) -> Result<(), AuditError> {
        if self.audit.kept_speeches.is_none() {
            return self.read_each_speech(take);
        }
        let speeches = self.speeches()?;
        let of = |number| &**speeches.texts.of(number);
        for one in self.own(&speeches, None) {
            take(&Speech {
                article: one.article as usize,
                speaker: of(one.speaker),
                form: of(one.form),
                role: of(one.role),
                tier: of(one.tier),
                sector: of(one.sector),
                kind: of(one.kind),
                n_words: u64::from(one.n_words),
            });
        }
        Ok(())
    }

    /// Speeches that hold those of these articles; of all articles where they are kept.
    pub(super) fn speeches(&self) -> Result<Arc<Speeches>, AuditError> {
        let Some(kept) = &self.audit.kept_speeches else { return self.read_speeches().map(Arc::new) };
        kept.get_or_try_init(|| self.audit.all()?.read_speeches().map(Arc::new)).map(Arc::clone)
    }

    /// The speeches of these articles, or of those of them that are in a subset, with the number of each article among these.
    pub(super) fn own<'s>(
        &self,
        speeches: &'s Speeches,
        among: Option<&Subset>,
    ) -> impl Iterator<Item = Spoken> + use<'s> {
        const OTHER: u32 = u32::MAX;
        let mut numbers = vec![OTHER; self.positions.last().map_or(0, |last| *last as usize + 1)];
        for (number, (position, row)) in (0..).zip(self.positions.iter().zip(&*self.rows)) {
            if among.is_none_or(|subset| subset.id_set().contains(&row.id)) {
                numbers[*position as usize] = number;
            }
        }
        let number = move |position: u32| numbers.get(position as usize).copied().filter(|number| *number != OTHER);
        speeches.speeches.iter().filter_map(move |one| Some(Spoken { article: number(one.article)?, ..*one }))
    }

    fn read_speeches(&self) -> Result<Speeches, AuditError> {
        let mut speeches = Speeches::default();
        self.read_each_speech(|speech| speeches.push(speech, self.positions[speech.article]))?;
        speeches.take_apart();
        Ok(speeches)
    }

    fn read_each_speech(&self, mut take: impl FnMut(&Speech<'_>)) -> Result<(), AuditError> {
        const COLUMNS: [&str; 8] = ["article", "speaker", "form", "role", "tier", "sector", "kind", "n_words"];
        let numbers: HashMap<&str, usize> = self.rows.iter().zip(0..).map(|(row, at)| (row.id.as_str(), at)).collect();
        for group in self.audit.read_table("quotes")?.only(&COLUMNS)? {
            let group = group?;
            // Speeches of an article are next to each other.
            let mut last = ("", None);
            for row in 0..group.n_rows() {
                let article = group.text(row, 0);
                if article != last.0 {
                    last = (article, numbers.get(article).copied());
                }
                let Some(article) = last.1 else { continue };
                let [speaker, form, role, tier, sector, kind] =
                    std::array::from_fn(|column| group.text(row, column + 1));
                if kind != "stance" && !form.is_empty() {
                    let n_words = group.cell(row, 7).as_count();
                    take(&Speech { article, speaker, form, role, tier, sector, kind, n_words });
                }
            }
        }
        Ok(())
    }

    /// The articles in which workers speak who are no owners, executives or managers.
    ///
    /// `None` where that is not known: without the table of quotations, under another lexicon than that of the audit, or
    /// with a lexicon that does not say which sectors are in charge.
    pub(super) fn rank_and_file(&self) -> Option<RankAndFile> {
        let lexicon = self.audit.lexicon().ok()?;
        let in_charge = lexicon.about.in_charge();
        if in_charge.is_empty() {
            return None;
        }
        let mut out = RankAndFile::of_tiers(lexicon.tiers.len());
        let read = self.each_speech(|speech| {
            if !in_charge.iter().any(|sector| sector == speech.sector)
                && let Some(tier) = speech.heard_in(lexicon)
            {
                out.add(tier, &self.rows[speech.article].id);
            }
        });
        read.ok().map(|()| out)
    }

    /// A row a group and kind of source: the speakers of its articles, each once an article.
    pub(super) fn sources(&self, by: &[Axis], options: &EstimateOptions) -> Result<Table, AuditError> {
        let EstimateOptions { weight, method, resampling } = options;
        let (kinds, counts) = self.counted_sources()?;
        let estimator = Estimator::new(&self.rows, weight, *method, *resampling);
        let mut table = Table::by_groups(by, SOURCE_COLUMNS);
        for (key, members) in estimator.groups(by, self.audit.tiers()) {
            let shares = estimator.shares_of_things(&members, &counts, kinds.len());
            let mut found: Vec<(&String, Estimate)> =
                kinds.iter().zip(shares).filter_map(|(kind, share)| Some((kind, share?))).collect();
            found.retain(|(_, estimate)| estimate.share.hits > 0);
            found.sort_by(|a, b| b.1.share.hits.cmp(&a.1.share.hits).then(a.0.cmp(b.0)));
            for (kind, estimate) in found {
                let mut cells: Vec<Cell<'_>> = key.iter().map(|k| Cell::Text(k)).collect();
                cells.extend([Cell::Text(kind), Cell::count(estimate.share.hits)]);
                cells.extend(Cell::share(Some(estimate.share)));
                cells.push(Cell::Text(estimate.method()));
                table.push(&cells);
            }
        }
        Ok(table)
    }

    /// The kinds of source, and for each article how many of its speakers are of each.
    fn counted_sources(&self) -> Result<(Vec<String>, Vec<Vec<u64>>), AuditError> {
        let mut seen = BTreeSet::new();
        let mut found: BTreeMap<String, BTreeMap<usize, u64>> = BTreeMap::new();
        self.each_speech(|speech| {
            let who = if speech.speaker.is_empty() { speech.role } else { speech.speaker };
            if seen.insert((speech.article, who.to_owned())) {
                *found.entry(speech.source()).or_default().entry(speech.article).or_default() += 1;
            }
        })?;
        let mut counts = vec![Vec::new(); self.rows.len()];
        for (kind, articles) in found.values().enumerate() {
            for (article, n) in articles {
                counts[*article].resize(found.len(), 0);
                counts[*article][kind] = *n;
            }
        }
        Ok((found.into_keys().collect(), counts))
    }
}

/// Columns of the table of sources after those of the group.
const SOURCE_COLUMNS: &[(&str, Kind)] = &[
    ("source", Kind::Text),
    ("speakers", Kind::Int),
    ("share", Kind::Float),
    ("low", Kind::Float),
    ("high", Kind::Float),
    ("interval", Kind::Text),
];
