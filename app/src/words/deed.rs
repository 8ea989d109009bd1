//! Words: each act as one sentence, for the outbox and for 「我做过的」.

mod decision;
mod election;
mod hearing;
mod meeting;

use super::{Lang, label, say, service};
use rulebook::{
    Community, Intent,
    ids::{PersonId, TopicId},
};

/// What was done, as a sentence; names as far as this holder knows them.
pub fn told(lang: Lang, community: &Community, me: Option<&PersonId>, intent: &Intent) -> String {
    use Intent::*;
    let title =
        |topic: &TopicId| say::quoted(lang, community.topic(topic).map_or(topic.as_str(), |t| t.title.as_str()));
    let who = |person: &PersonId| match community.name_of(person) {
        _ if me == Some(person) => lang.pick("我", "I").into(),
        Some(name) => name,
        None => lang.pick("一位居民", "A resident").to_string(),
    };
    let (zh, en) = match intent {
        DraftTopic { title, .. } => {
            (format!("写议题{}", say::quoted(lang, title)), format!("Drafted {}", say::quoted(lang, title)))
        }
        EditTopic { topic, .. } => (format!("修改议题{}", title(topic)), format!("Changed {}", title(topic))),
        OpenCosign { topic } => {
            (format!("开始征集联名：{}", title(topic)), format!("Opened for signatures: {}", title(topic)))
        }
        ExtendWindow { topic } => {
            (format!("延长征集期：{}", title(topic)), format!("Extended the time of {}", title(topic)))
        }
        SubmitTopic { topic } => (format!("送审查：{}", title(topic)), format!("Handed in {}", title(topic))),
        WithdrawTopic { topic } => {
            (format!("撤回议题{}", title(topic)), format!("Withdrew the topic {}", title(topic)))
        }
        TakeOver { topic } => (format!("接着提议题{}", title(topic)), format!("Took over {}", title(topic))),
        Cosign { topic, person, channel, .. } => (
            format!("{} 联名{}（{}）", who(person), title(topic), label::channel(lang, *channel)),
            format!("{} co-signed {} ({})", who(person), title(topic), label::channel(lang, *channel)),
        ),
        RevokeCosign { topic } => {
            (format!("撤回联名{}", title(topic)), format!("Withdrew my signature of {}", title(topic)))
        }
        RevokeByReceipt { .. } => ("凭码撤回联名".into(), "Withdrew a signature by its code".into()),
        AgreeMerge { topic, .. } => {
            (format!("同意把联名并入：{}", title(topic)), format!("Agreed to move my signature of {}", title(topic)))
        }
        AnswerCallback { .. } => ("记下一次回访".into(), "Noted a call-back".into()),
        Review { topic, .. } => (format!("审查议题{}", title(topic)), format!("Reviewed {}", title(topic))),
        Appeal { topic, .. } => (format!("申诉：{}", title(topic)), format!("Appealed: {}", title(topic))),
        DecideAppeal { topic, .. } => {
            (format!("处理申诉：{}", title(topic)), format!("Decided the appeal on {}", title(topic)))
        }
        RegisterPerson { household, .. } => (
            format!("登记{}的一位居民", community.household(household).map_or("", |h| h.label.as_str())),
            "Registered a resident".into(),
        ),
        MoveOut { person, .. } => (format!("登记{}搬走", who(person)), format!("Noted that {} moved out", who(person))),
        StartRound { .. } => ("出发走访".into(), "Started a round".into()),
        Visit { visit, .. } => match community.visit(visit) {
            Some(visit) => {
                let door = community.household(&visit.details.household).map_or("", |h| h.label.as_str());
                let outcome = label::outcome(lang, visit.details.outcome);
                (format!("走访 {door}：{outcome}"), format!("Visited {door}: {outcome}"))
            }
            None => ("走访一户".into(), "Visited a door".into()),
        },
        FinishRound { .. } => ("走访收工".into(), "Finished the round".into()),
        NoteLead { .. } => ("记一条线索".into(), "Noted a lead".into()),
        OfferEnrolment { person, .. } => {
            (format!("给{}生成加入码", who(person)), format!("Made a code for {}", who(person)))
        }
        Enrol { .. } | EnrolDemo { .. } => ("登记设备".into(), "Enrolled a device".into()),
        ConfirmDevice { .. } => ("确认一台设备".into(), "Confirmed a device".into()),
        RevokeDevice { .. } => ("停用一台设备".into(), "Revoked a device".into()),
        Meeting { step, .. } => meeting::told(&title, &who, step),
        Election { step, .. } => election::told(&who, step),
        Decision { step, .. } => decision::told(step),
        Council { topic, step } => decision::council(&title, topic, step),
        Hearing { topic, step } => hearing::told(&title(topic), &who, step),
        Service { item, step } => {
            let topic = community.service_item(item).map_or_else(TopicId::default, |item| item.topic.clone());
            service::told(&title(&topic), step)
        }
        AdoptCharter { .. } => ("通过一版制度".into(), "Adopted a charter".into()),
        Clock { .. } => ("到期自动办理".into(), "Done by the clock".into()),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
