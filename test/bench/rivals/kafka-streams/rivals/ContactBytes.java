package rivals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A contact's state as the bytes that Kafka Streams keeps in its store and its changelog. */
final class ContactBytes {
  static byte[] write(ContactState contact) {
    byte[] queue = text(contact.queue == null ? "" : contact.queue);
    byte[][] ids = contact.ids.stream().map(ContactBytes::text).toArray(byte[][]::new);
    int size = 2 + queue.length + 6 * 8 + Arrays.stream(ids).mapToInt((id) -> 2 + id.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(size).putShort((short) queue.length).put(queue);
    buffer.putLong(contact.queued).putLong(contact.answered).putLong(contact.heldSince);
    buffer.putLong(contact.held).putLong(contact.ended).putLong(contact.lastEvent);
    for (byte[] id : ids) buffer.putShort((short) id.length).put(id);
    return buffer.array();
  }

  static ContactState read(byte[] bytes) {
    ContactState contact = new ContactState();
    if (bytes == null) return contact;
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    String queue = text(buffer);
    contact.queue = queue.isEmpty() ? null : queue;
    contact.queued = buffer.getLong();
    contact.answered = buffer.getLong();
    contact.heldSince = buffer.getLong();
    contact.held = buffer.getLong();
    contact.ended = buffer.getLong();
    contact.lastEvent = buffer.getLong();
    while (buffer.hasRemaining()) contact.ids.add(text(buffer));
    return contact;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.getShort()];
    buffer.get(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private ContactBytes() {}
}
