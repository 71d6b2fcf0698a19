// Looks at every chat of an account with TDLib: the list, the topics of forums, the comments of posts, and where groups came from.
import { fail, say, task } from './driver.mjs';
import { idOf, open, textOf } from './tdlib-client.mjs';

async function all(client, request) {
  const found = [];
  for (let from = 0; ;) {
    const { messages } = await client.invoke({ ...request, from_message_id: from, offset: 0, limit: 50 });
    if (messages.length === 0) return found.reverse();
    found.push(...messages);
    from = messages.at(-1).id;
  }
}

async function topicsOf(client, chat) {
  const { topics } = await client.invoke({ _: 'getForumTopics', chat_id: chat.id, query: '', offset_date: 0, offset_message_id: 0, offset_forum_topic_id: 0, limit: 50 });
  for (const { info } of topics) {
    const history = await all(client, { _: 'getForumTopicHistory', chat_id: chat.id, forum_topic_id: info.forum_topic_id });
    say({ topic: info.name, messages: history.map(idOf) });
  }
}

async function commentsOf(client, chat) {
  for (const message of await all(client, { _: 'getChatHistory', chat_id: chat.id })) {
    if (!message.interaction_info?.reply_info?.reply_count) continue;
    // Asked in the discussion group: TDLib takes an empty last page for a wrong one when asked in the channel.
    const thread = await client.invoke({ _: 'getMessageThread', chat_id: chat.id, message_id: message.id });
    const comments = await all(client, { _: 'getMessageThreadHistory', chat_id: thread.chat_id, message_id: thread.messages.at(-1).id });
    say({ post: idOf(message), comments: comments.map(textOf) });
  }
}

async function main() {
  const client = await open();
  await client.invoke({ _: 'loadChats', chat_list: { _: 'chatListMain' }, limit: 50 });
  const { chat_ids: ids } = await client.invoke({ _: 'getChats', chat_list: { _: 'chatListMain' }, limit: 50 });
  for (const id of ids) {
    const chat = await client.invoke({ _: 'getChat', chat_id: id });
    say({ chat: chat.title, type: chat.type._ });
    if (chat.type._ !== 'chatTypeSupergroup') continue;
    const info = await client.invoke({ _: 'getSupergroupFullInfo', supergroup_id: chat.type.supergroup_id });
    if (info.upgraded_from_basic_group_id) say({ upgraded: chat.title, from: info.upgraded_from_basic_group_id });
    if (chat.view_as_topics || chat.title === task.forum) await topicsOf(client, chat);
    if (info.linked_chat_id && chat.type.is_channel) await commentsOf(client, chat);
  }
  await client.close();
}

main().then(() => process.exit(0), fail);
