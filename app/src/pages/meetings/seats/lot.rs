//! Pages: what this device knows of the seats of a hearing, and what its reader is to them.

use crate::pages::meetings::known::Mine;
use rulebook::{
    Community, Day, Millis,
    charter::hearing::HearingSeats,
    hearing::{
        Draw,
        seats::{Seal, SealedFor, lots, seed},
    },
    ids::{MeetingId, PersonId, SeatId, UnitId},
    meeting::{Meeting, MeetingKind, MeetingState},
    order::InOrder as _,
    people::Role,
};
use std::collections::BTreeSet;

/// The seats of one hearing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Lot {
    /// The hearing.
    pub meeting: MeetingId,
    /// It was made known and is not opened: seals and applications are taken.
    pub noticed: bool,
    /// How many seats, and how many of them are kept.
    pub rule: HearingSeats,
    /// Applications are taken until then; the start of a day.
    pub closes: Millis,
    /// That day has come.
    pub closed: bool,
    /// The draw, once a hand sealed.
    pub draw: Option<Draw>,
    /// All applications known here, by their ids.
    pub asked: Vec<Asked>,
    /// My application.
    pub mine: Option<Asked>,
    /// For which organ I could seal.
    pub organ: Option<SealedFor>,
    /// The law takes openings now.
    pub opens: bool,
    /// I sealed: whether I opened it too.
    pub sealed: Option<bool>,
    /// I confirm who speaks for an enterprise.
    pub convenes: bool,
    /// I am somebody who may apply.
    pub knows_me: bool,
    /// The enterprises of the grid that nobody applied for.
    pub units: Vec<(UnitId, String)>,
}

/// One application.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Asked {
    /// Its id.
    pub id: SeatId,
    /// It counts among the affected.
    pub affected: bool,
    /// The enterprise it is for.
    pub unit: Option<String>,
    /// Whose it is, for whoever is told.
    pub name: Option<String>,
}

/// What came of working the lot out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// The same seed and the same seats.
    Agrees,
    /// Another result.
    Differs,
    /// Not all applications are here.
    Lacks,
}

impl Lot {
    /// As this holder knows it; for nobody in particular without `me`. `None` where nothing of it is at hand.
    pub(crate) fn of(community: &Community, id: &MeetingId, me: Option<&PersonId>, day: Day) -> Option<Lot> {
        let meeting = community.meeting(id).filter(|meeting| meeting.kind == MeetingKind::Hearing)?;
        let draw = community.draw(id).cloned();
        let noticed = meeting.state == MeetingState::Noticed;
        if !noticed && draw.is_none() {
            return None;
        }
        let rule = community.keys_of(meeting).hearing_seats;
        let before = i32::try_from(rule.close_days).unwrap_or(0);
        let asked = |seat: &rulebook::hearing::Seat| Asked {
            id: seat.id.clone(),
            affected: seat.affected,
            unit: seat
                .unit
                .as_ref()
                .map(|unit| community.unit(unit).map_or_else(|| unit.0.clone(), |u| u.name.clone())),
            name: seat.person.as_ref().and_then(|person| community.name_of(person)),
        };
        let mut all: Vec<Asked> = community.seats(id).map(asked).collect();
        all.in_order_by(|a, b| a.id.cmp(&b.id));
        let by_charter = || meeting.starts.day().plus(-before).starts();
        let closes = draw.as_ref().map_or_else(by_charter, |draw| draw.closes);
        let own = |seal: &&Seal| me == Some(&seal.by);
        let sealed = draw.as_ref().and_then(|draw| draw.seals.iter().find(own)).map(|seal| seal.secret.is_some());
        Some(Lot {
            meeting: id.clone(),
            noticed,
            rule,
            closed: day.starts() >= closes,
            closes,
            mine: me.and_then(|me| community.seat_of(id, me)).map(asked),
            organ: me.and_then(|me| organ(community, meeting, me, day)),
            opens: super::hands::opens_in(meeting.state),
            sealed,
            convenes: me.is_some_and(|me| meeting.caller == *me || Mine::calls_hearing(community, meeting, me, day)),
            knows_me: me.is_some_and(|me| community.person(me).is_some()),
            units: if me.is_some() && noticed { free_units(community, meeting) } else { Vec::new() },
            asked: all,
            draw,
        })
    }

    /// Both hands sealed.
    pub(super) fn is_sealed(&self) -> bool {
        self.draw.as_ref().is_some_and(|draw| draw.seals.len() == 2)
    }

    /// The last day on which applications are taken.
    pub(super) fn last_day(&self) -> Day {
        self.closes.day().plus(-1)
    }

    /// Whether this organ's hand sealed.
    pub(super) fn has_seal_of(&self, organ: SealedFor) -> bool {
        self.draw.as_ref().is_some_and(|draw| draw.seals.iter().any(|seal| seal.organ == organ))
    }

    /// How far it is, in one word for whoever watches the page.
    pub(super) fn phase(&self) -> &'static str {
        match (self.draw.as_ref().is_some_and(|draw| draw.seed.is_some()), self.closed) {
            (true, _) => "drawn",
            (false, true) => "closed",
            (false, false) if self.is_sealed() => "open",
            (false, false) => "sealing",
        }
    }

    /// The applications in the order of the lot; by their ids while there is none.
    pub(super) fn order(&self) -> Vec<&Asked> {
        let Some(grown) = self.draw.as_ref().and_then(|draw| draw.seed.as_ref()) else {
            return self.asked.iter().collect();
        };
        let ids = lots(grown, &self.pairs(), self.asked.len(), self.share());
        ids.iter().filter_map(|id| self.asked.iter().find(|asked| asked.id == *id)).collect()
    }

    /// Both secrets, the committee's first.
    pub(super) fn secrets(&self) -> Option<[&str; 2]> {
        let seals = self.draw.as_ref()?.seals.iter();
        let secrets: Vec<&str> = seals.filter_map(|seal| seal.secret.as_deref()).collect();
        secrets.try_into().ok()
    }

    /// The seed and the seats, worked out again by the law's own functions; `None` before the draw.
    pub(super) fn again(&self) -> Option<Again> {
        let draw = self.draw.as_ref()?;
        let told = draw.seed.as_ref()?;
        let secrets = self.secrets()?;
        if usize::try_from(draw.applied) != Ok(self.asked.len()) {
            return Some(Again::Lacks);
        }
        let pairs = self.pairs();
        let ids: Vec<SeatId> = pairs.iter().map(|(id, _)| id.clone()).collect();
        let grown = seed(&self.meeting, secrets, &ids);
        let total = usize::try_from(self.rule.total).unwrap_or(usize::MAX);
        let same = grown == *told && lots(&grown, &pairs, total, self.share()) == draw.seated;
        Some(if same { Again::Agrees } else { Again::Differs })
    }

    fn pairs(&self) -> Vec<(SeatId, bool)> {
        self.asked.iter().map(|asked| (asked.id.clone(), asked.affected)).collect()
    }

    fn share(&self) -> usize {
        usize::try_from(self.rule.affected()).unwrap_or(usize::MAX)
    }
}

/// For whom somebody's hand would seal, as the law has it.
fn organ(community: &Community, meeting: &Meeting, me: &PersonId, day: Day) -> Option<SealedFor> {
    let holds = |passes: fn(Role) -> bool| community.holds(me, &meeting.grid, day, passes);
    if holds(Role::is_committee) {
        return Some(SealedFor::Committee);
    }
    holds(|r| r == Role::Supervisor || r.reviews()).then_some(SealedFor::Watch)
}

fn free_units(community: &Community, meeting: &Meeting) -> Vec<(UnitId, String)> {
    let taken: BTreeSet<&UnitId> = community.seats(&meeting.id).filter_map(|seat| seat.unit.as_ref()).collect();
    let here = community.all_units().filter(|unit| unit.grid == meeting.grid && !taken.contains(&unit.id));
    let mut all: Vec<(UnitId, String)> = here.map(|unit| (unit.id.clone(), unit.name.clone())).collect();
    all.in_order_by(|a, b| a.1.cmp(&b.1));
    all
}
