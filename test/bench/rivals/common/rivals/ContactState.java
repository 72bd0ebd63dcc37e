package rivals;

import java.util.ArrayList;
import java.util.List;

/**
 * The fair job's state of one contact: its present stay in a queue, and the ids of its events, so that a repeated one counts
 * once. Order of arrival only: neither rival sorts, restates or takes back, and the counts it is held to are made the same way.
 */
public class ContactState {
  public String queue;
  public long queued;
  public long answered;
  public long heldSince;
  public long held;
  public long ended;
  public long lastEvent;
  public List<String> ids = new ArrayList<>(8);

  /** Where a contribution goes: the queue's pane of a moment. */
  public interface Sink {
    void add(String queue, long time, int sum, long amount);
  }

  /** False: the event is a duplicate. */
  public boolean step(CallEvent event, Sink sink) {
    return step(event.id, event.type, event.queue, event.time, event.score, sink);
  }

  public boolean step(String id, String type, String ofQueue, long time, double score, Sink sink) {
    if (ids.contains(id)) return false;
    ids.add(id);
    lastEvent = time;
    switch (type) {
      case "cc.contact.queued" -> {
        queue = ofQueue;
        queued = time;
        answered = heldSince = held = ended = 0;
        sink.add(queue, time, Sums.OFFERED, 1);
      }
      case "cc.contact.answered" -> answer(time, sink);
      case "cc.contact.abandoned" -> {
        if (queued != 0 && answered == 0 && ended == 0) {
          ended = time;
          sink.add(queue, time, Sums.ABANDONED, 1);
        }
      }
      case "cc.contact.held" -> {
        if (queued != 0 && heldSince == 0) heldSince = time;
      }
      case "cc.contact.resumed" -> resume(time);
      case "cc.contact.ended", "cc.contact.transferred", "cc.contact.resolved" -> end(time, sink);
      case "cc.contact.wrapUpEnded" -> {
        if (answered != 0 && ended != 0) {
          sink.add(queue, time, Sums.HANDLED, 1);
          sink.add(queue, time, Sums.WRAP_UP, time - ended);
        }
      }
      case "cc.survey.answered" -> {
        if (queued != 0) {
          sink.add(queue, time, Sums.SURVEYS, 1);
          sink.add(queue, time, Sums.SCORE, Math.round(score * 10));
        }
      }
      default -> {}
    }
    return true;
  }

  private void answer(long time, Sink sink) {
    if (queued == 0 || answered != 0) return;
    answered = time;
    long wait = answered - queued;
    sink.add(queue, time, Sums.ANSWERED, 1);
    sink.add(queue, time, Sums.WAIT, wait);
    if (wait <= Sums.THRESHOLD_MS) sink.add(queue, time, Sums.IN_TIME, 1);
  }

  private void resume(long time) {
    if (heldSince == 0) return;
    held += time - heldSince;
    heldSince = 0;
  }

  private void end(long time, Sink sink) {
    if (answered == 0 || ended != 0) return;
    resume(time);
    ended = time;
    sink.add(queue, time, Sums.TALK, ended - answered - held);
  }

  public boolean isOver() {
    return ended != 0;
  }
}
