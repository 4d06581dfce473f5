package org.emconverge.survey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.emconverge.survey.Notification.Event;
import org.emconverge.survey.SurveyState.Chunk;
import org.emconverge.survey.SurveyState.Failure;
import org.emconverge.survey.SurveyState.Known;
import org.emconverge.survey.SurveyState.Status;

/** What a survey tells of itself: by the notification of the user's, and in its last words. */
final class SurveyNews {
    private final SurveyFolder folder;
    private final Notification notification;
    private final Consumer<String> words;

    /** An entry without a report, as the message has it. */
    private record Failed(String id, boolean passing, List<Failure> failures) {}

    SurveyNews(SurveyFolder folder, Notification notification, Consumer<String> words) {
        this.folder = folder;
        this.notification = notification;
        this.words = words;
    }

    /** A chunk has ended, and the site has it. */
    void chunk(SurveyState state, Chunk chunk) {
        List<String> done = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        for (Map.Entry<String, Known> each : state.entries().entrySet()) {
            Known known = each.getValue();
            if (known.chunk() == chunk.number() && known.status() == Status.DONE) {
                done.add(each.getKey());
            } else if (known.chunk() == chunk.number() && known.status() == Status.FAILED) {
                failed.add(new Failed(each.getKey(), known.passing(), known.failures()));
            }
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("chunk", chunk.number());
        message.put("results", folder.resultsOf(chunk.number()).toString());
        message.put("done", done);
        message.put("failed", failed);
        Map<String, String> numbers = Map.of(
                "CHUNK", String.valueOf(chunk.number()),
                "DONE", String.valueOf(done.size()),
                "FAILED", String.valueOf(failed.size()));
        tell(Event.CHUNK, numbers, message);
    }

    /** All chunks have been run. */
    void survey(SurveyState state) {
        Map<String, String> numbers = new LinkedHashMap<>();
        Map<String, Object> message = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            numbers.put(status.name(), String.valueOf(state.count(status)));
            message.put(status.name().toLowerCase(Locale.ROOT), state.count(status));
        }
        tell(Event.SURVEY, numbers, message);
    }

    /** A run, or the survey, could not go on. */
    void failed(String sentence) {
        tell(Event.FAILED, Map.of("MESSAGE", sentence), Map.of("message", sentence));
    }

    private void tell(Event event, Map<String, String> numbers, Map<String, Object> message) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("event", event.word());
        whole.put("survey", folder.path().toString());
        whole.put("site", folder.site().resolve("index.html").toString());
        whole.putAll(message);
        notification.tell(folder.path(), event, numbers, whole, words);
    }

    /** The last words of a survey. */
    String summary(SurveyState state) {
        return "The survey in " + folder.path() + ": " + state.count(Status.DONE) + " done, "
                + state.count(Status.FAILED) + " failed, " + state.count(Status.OPEN)
                + " in chunks that go on; entries.csv, failed.csv and plan.csv list them.";
    }
}
