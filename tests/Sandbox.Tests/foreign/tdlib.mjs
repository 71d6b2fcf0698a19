// Lists a channel with TDLib, downloads all of its media and tells the hashes; then waits for live messages if asked to.
import { createReadStream } from 'node:fs';
import { digest, fail, say, task } from './driver.mjs';
import { idOf, open, textOf } from './tdlib-client.mjs';

function fileOf({ content }) {
  switch (content._) {
    case 'messagePhoto': return content.photo.sizes.at(-1).photo;
    case 'messageText': return content.link_preview?.type?.photo?.sizes.at(-1).photo;
    case 'messageVideo': return content.video.video;
    case 'messageDocument': return content.document.document;
    case 'messageAudio': return content.audio.audio;
    case 'messageVoiceNote': return content.voice_note.voice;
    case 'messageVideoNote': return content.video_note.video;
    case 'messageAnimation': return content.animation.animation;
    case 'messageSticker': return content.sticker.sticker;
    default: return undefined;
  }
}

async function tell(client, message) {
  const file = fileOf(message);
  let content;
  if (file) {
    const done = await client.invoke({ _: 'downloadFile', file_id: file.id, priority: 1, offset: 0, limit: 0, synchronous: true });
    content = await digest(createReadStream(done.local.path));
  }
  say({ message: idOf(message), text: textOf(message), group: message.media_album_id, file: content });
}

async function main() {
  const client = await open();
  say({ loggedIn: true });

  const chat = await client.invoke({ _: 'searchPublicChat', username: task.chat });
  await client.invoke({ _: 'openChat', chat_id: chat.id });
  let expected = task.live;
  let enough = () => {};
  const live = new Promise((resolve) => { enough = resolve; });
  client.on('update', (update) => {
    if (update._ !== 'updateNewMessage' || update.message.chat_id !== chat.id) return;
    say({ live: idOf(update.message), text: textOf(update.message) });
    if (--expected === 0) enough();
  });

  for (let from = 0; ;) {
    const page = await client.invoke({ _: 'getChatHistory', chat_id: chat.id, from_message_id: from, offset: 0, limit: 100, only_local: false });
    if (page.messages.length === 0) break;
    await Promise.all(page.messages.map((message) => tell(client, message)));
    from = page.messages.at(-1).id;
  }
  say({ listed: true });
  if (expected > 0) await live;
  await client.close();
}

main().then(() => process.exit(0), fail);
