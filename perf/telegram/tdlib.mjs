// Downloads chats with TDLib, which paces itself. What is measured lies between "begin", when all messages are known, and "end", when all files are whole.
import { fail, say, task } from '../../tests/Sandbox.Tests/foreign/driver.mjs';
import { open } from '../../tests/Sandbox.Tests/foreign/tdlib-client.mjs';

const fileOf = ({ content }) => content._ === 'messagePhoto' ? content.photo.sizes.at(-1).photo : content.document?.document;

async function main() {
  const client = await open();
  const files = [];
  for (const name of task.chats) {
    const chat = await client.invoke({ _: 'searchPublicChat', username: name });
    for (let from = 0; ;) {
      const { messages } = await client.invoke({ _: 'getChatHistory', chat_id: chat.id, from_message_id: from, offset: 0, limit: 100, only_local: false });
      if (messages.length === 0) break;
      files.push(...messages.map(fileOf).filter(Boolean));
      from = messages.at(-1).id;
    }
  }
  say({ event: 'begin' });
  let next = 0;
  const worker = async () => {
    for (let file; (file = files[next++]);) await client.invoke({ _: 'downloadFile', file_id: file.id, priority: 1, offset: 0, limit: 0, synchronous: true });
  };
  await Promise.all(Array.from({ length: task.parallel }, worker));
  say({ event: 'end' });
  await client.close();
}

main().then(() => process.exit(0), fail);
