//! Parts: the service items a topic was referred as, each told in sentences. What was written is there only for whom the
//! rulebook shows it to; in public a number and its states are left.

use crate::{
    standing::{lang, service_words},
    words::service as say,
};
use leptos::prelude::*;
use rulebook::{Community, ids::TopicId, service::ServiceItem};

/// The items of a topic, oldest first: their ids are in the order of time.
pub(crate) fn items_of(community: &Community, topic: &TopicId) -> Vec<ServiceItem> {
    community.service_items_of(topic).cloned().collect()
}

/// The sentences as a part of the topic's page, with what its reader may do about the newest; nothing without items.
pub(crate) fn story_card(items: &[ServiceItem], leads_on: Option<AnyView>) -> Option<AnyView> {
    let stories = items.iter().map(story).collect_view();
    (!items.is_empty()).then(|| {
        view! { <section class="card card-blue" data-testid="service-story"><h2>{service_words().items}</h2>{stories}{leads_on}</section> }
            .into_any()
    })
}

/// Its number, its state, and how it came to that.
pub(crate) fn story(item: &ServiceItem) -> AnyView {
    let lang = lang();
    let first = item.log.first().map(|first| say::opened(lang, item, first.at));
    let lines = first.into_iter().chain(item.log.iter().skip(1).map(|line| say::line(lang, line)));
    let state = format!("{:?}", item.state());
    view! {
        <p class="line" data-testid="service-item" data-state=state><strong>{item.number()}</strong><span class="tag tag-blue line-end">{say::state(lang, item.state())}</span></p>
        <ol class="council-story">{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ol>
    }
    .into_any()
}
