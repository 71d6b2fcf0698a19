// Logs in with mtcute, lists a channel, downloads all of its media and tells the hashes; then waits for live messages if asked to.
import { digest, fail, load, say, task } from './driver.mjs';

const files = ['photo', 'document', 'video', 'audio', 'voice', 'sticker'];

function fileOf(media) {
  return media?.type === 'webpage' ? media.preview?.photo : files.includes(media?.type) ? media : undefined;
}

async function main() {
  const { MemoryStorage, TelegramClient } = await load('@mtcute/node/index.js');
  const { addPublicKey, NodeCryptoProvider } = await load('@mtcute/node/utils.js');
  const crypto = new NodeCryptoProvider();
  await crypto.initialize();
  addPublicKey(crypto, task.publicKeyPem);
  const home = { id: task.dataCentre, ipAddress: task.host, port: task.port };
  const client = new TelegramClient({ apiId: 1, apiHash: 'hash', storage: new MemoryStorage(), crypto, defaultDcs: { main: home, media: home }, logLevel: 1 });

  let enough = () => {};
  const live = new Promise((resolve) => { enough = resolve; });
  let expected = task.live;
  client.onNewMessage.add((message) => {
    say({ live: message.id, text: message.text });
    if (--expected === 0) enough();
  });

  await client.start({ phone: task.phone, code: task.code, password: task.password, codeSentCallback: () => {} });
  say({ loggedIn: true });
  for await (const message of client.iterHistory(task.chat)) {
    const file = fileOf(message.media);
    say({ message: message.id, text: message.text, group: message.groupedId?.toString(), file: file && await digest(client.downloadAsNodeStream(file)) });
  }
  say({ listed: true });
  if (expected > 0) await live;
  await client.destroy();
}

main().then(() => process.exit(0), fail);
