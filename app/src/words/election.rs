//! Words: what the states, posts and warnings of an election are called.

mod desk;
mod how;
pub mod labels;
mod mine;
mod papers;
pub mod recall;

pub use desk::*;
pub use how::*;
pub use labels::ElectionWords;
pub use mine::*;
pub use papers::*;
pub use recall::{
    RecallWords, agree, behind, contest, how_many, member, recall_of, said_to_it, state_of, turnout_of, vacancies,
};
pub(crate) use recall::{asks, result_of};

use crate::words::Lang;
use rulebook::election::{ElectionState, FiledWith, Post, Warning, boxes::Excluded};

/// What a state of an election is called.
pub fn state(lang: Lang, state: ElectionState) -> &'static str {
    let (zh, en) = match state {
        ElectionState::Announced => ("已公告，登记选民", "Announced, roll being written"),
        ElectionState::RollPublished => ("选民名单已公布", "Roll published"),
        ElectionState::RollFinal => ("选民名单已确定", "Roll final"),
        ElectionState::Nominating => ("提名中", "Nominations open"),
        ElectionState::CandidatesPublished => ("候选人已公布", "Candidates published"),
        ElectionState::Voting => ("投票中", "Polls open"),
        ElectionState::Counting => ("计票中", "Counting"),
        ElectionState::Valid => ("选举有效", "Valid"),
        ElectionState::Void => ("选举无效", "Void"),
        ElectionState::Complete => ("全部选出", "Complete"),
        ElectionState::RunOff => ("另行选举", "Another ballot"),
        ElectionState::Published => ("结果已公布", "Result published"),
        ElectionState::HandedOver => ("已交接", "Handed over"),
    };
    lang.pick(zh, en)
}

/// What an elected post is called.
pub fn post(lang: Lang, post: Post) -> &'static str {
    super::label::role(lang, post.role())
}

/// With whom a result is filed.
pub fn filed(lang: Lang, with: FiledWith) -> &'static str {
    match with {
        FiledWith::PartyCommittee => lang.pick("社区党委", "the community party committee"),
        FiledWith::ResidentsCommittee => lang.pick("社区居委会", "the residents’ committee"),
    }
}

/// Why a box is not counted.
pub fn excluded(lang: Lang, why: Excluded) -> &'static str {
    match why {
        Excluded::Late => lang.pick("投票结束前没有返回，不计票", "Not back before closing, not counted"),
        Excluded::Seal => lang.pick("封签和出发时不一样，不计票", "Another seal than it left with, not counted"),
    }
}

/// Something to look at; it never stops an election.
pub fn warning(lang: Lang, warning: Warning) -> String {
    let (zh, en) = match warning {
        Warning::NoWoman => ("没有女性", "No woman"),
        Warning::NobodyOverSixty => ("没有60岁以上的人", "Nobody of 60 or more"),
        Warning::NobodyUnderForty => ("没有40岁以下的人", "Nobody of 40 or less"),
        Warning::NotDiverse => ("成员来源不够多样", "Not the many kinds of people the paper names"),
        Warning::Relatives => ("有近亲属同时在内，应当回避一人", "Near relatives together: one gives way"),
        Warning::NoChoice { post: of } => {
            let of = post(lang, of);
            return match lang {
                Lang::Zh => format!("{of}没有差额，按赞成、反对投票"),
                Lang::En => format!("{of}: no more candidates than seats, voted yes or no"),
            };
        }
    };
    lang.pick(zh, en).into()
}
