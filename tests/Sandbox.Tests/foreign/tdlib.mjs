// Logs in with TDLib through the emulator's SOCKS5 port, lists a channel, downloads all of its media and tells the hashes;
// then waits for live messages if asked to. TDLib's own complaints go to standard error.
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, fail, require, say, task } from './driver.mjs';

const tdl = require('tdl');
const { getTdjson } = require('prebuilt-tdlib');

// TDLib trusts the keys compiled into it. Every 2048-bit key has a PEM of the same length, so a copy with ours in their place will do.
function libraryWithOurKey() {
  const library = readFileSync(getTdjson());
  const key = Buffer.from(task.publicKeyPem.trim());
  const end = Buffer.from('-----END RSA PUBLIC KEY-----');
  let replaced = 0;
  for (let at = library.indexOf('-----BEGIN RSA PUBLIC KEY-----\n'); at >= 0; at = library.indexOf('-----BEGIN RSA PUBLIC KEY-----\n', at + 1)) {
    const length = library.indexOf(end, at) + end.length - at;
    if (length !== key.length) continue;
    key.copy(library, at);
    replaced++;
  }
  if (replaced === 0) throw new Error('No key of the usual length was found in TDLib.');
  const path = join(task.folder, 'libtdjson.so');
  writeFileSync(path, library);
  return path;
}

const parameters = {
  _: 'setTdlibParameters', use_test_dc: false, database_directory: join(task.folder, 'db'), files_directory: join(task.folder, 'files'),
  use_file_database: false, use_chat_info_database: false, use_message_database: false, use_secret_chats: false,
  api_id: 1, api_hash: 'hash', system_language_code: 'en', device_model: 'test', application_version: '1',
};

function logIn(client) {
  const steps = {
    authorizationStateWaitTdlibParameters: () => client.invoke(parameters),
    authorizationStateWaitPhoneNumber: () => client.invoke({ _: 'setAuthenticationPhoneNumber', phone_number: task.phone }),
    authorizationStateWaitCode: () => client.invoke({ _: 'checkAuthenticationCode', code: task.code }),
    authorizationStateWaitPassword: () => client.invoke({ _: 'checkAuthenticationPassword', password: task.password }),
  };
  return new Promise((resolve, reject) => {
    client.on('update', (update) => {
      if (update._ !== 'updateAuthorizationState') return;
      const state = update.authorization_state._;
      if (state === 'authorizationStateReady') resolve();
      else steps[state]?.().catch(reject);
    });
    const proxy = { _: 'proxy', server: '127.0.0.1', port: task.socksPort, type: { _: 'proxyTypeSocks5', username: '', password: '' } };
    client.invoke({ _: 'addProxy', proxy, enable: true, comment: '' }).catch(reject);
  });
}

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

const textOf = ({ content }) => (content.text ?? content.caption)?.text ?? '';

// TDLib shifts the ids of the server by twenty bits.
const idOf = (message) => message.id / 1048576;

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
  tdl.configure({ tdjson: libraryWithOurKey(), verbosityLevel: 1 });
  const client = tdl.createBareClient();
  client.on('error', fail);
  await logIn(client);
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
