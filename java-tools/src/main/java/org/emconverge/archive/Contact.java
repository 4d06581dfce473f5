package org.emconverge.archive;

import org.emconverge.InputException;
import org.emconverge.ParameterSchema;
import org.emconverge.SharedFacts;

/**
 * Who asks the archives. They look at it when somebody asks too much, and may then write instead of shutting out.
 *
 * @param address an e-mail address or a web page, or null
 */
public record Contact(String address) {
    /** Nobody to write to. */
    public static final Contact NONE = new Contact(null);

    /**
     * Reads an address.
     *
     * @throws InputException when it is neither an e-mail address nor a web page
     */
    public static Contact parse(String text) {
        if (!ParameterSchema.of("contact").matches(text)) {
            throw new InputException("\"" + PlainText.plain(text)
                    + "\" is no contact: give --contact an e-mail address or the address of a web page.");
        }
        return new Contact(text);
    }

    /** The field User-Agent of a request (RFC 9110 §10.1.5). */
    String userAgent() {
        return "emconverge/" + SharedFacts.version() + (address == null ? "" : " (" + address + ")");
    }
}
