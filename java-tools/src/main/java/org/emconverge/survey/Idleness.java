package org.emconverge.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Says what rounds of watching have to say, but for a round that says the very same as the one before: then nothing has
 * come, and a log need not be told so every few minutes.
 */
final class Idleness {
    private final Consumer<String> words;
    private List<String> before = List.of();
    private final List<String> now = new ArrayList<>();
    /** Whether this round has said something else than the one before. */
    private boolean isNew;

    Idleness(Consumer<String> words) {
        this.words = words;
    }

    /** Says a sentence now, or holds it back while the round goes as the one before. */
    void say(String sentence) {
        now.add(sentence);
        if (isNew) {
            words.accept(sentence);
        } else if (now.size() > before.size() || !before.get(now.size() - 1).equals(sentence)) {
            isNew = true;
            now.forEach(words);
        }
    }

    boolean isNew() {
        return isNew;
    }

    void endOfRound() {
        before = List.copyOf(now);
        now.clear();
        isNew = false;
    }
}
