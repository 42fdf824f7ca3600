package dev.redress.feedback.gate;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A report as JUnit XML: a test for each threshold and one for each case that is named. A case that a threshold lets
/// pass is no failure; what is too few to say is skipped.
final class JUnit {

    private JUnit() {}

    static String of(Report report) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            write(report, xml);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML that cannot be written", e);
        }
        return text.toString();
    }

    private static void write(Report report, XMLStreamWriter xml) throws XMLStreamException {
        Slice whole = report.whole();
        boolean again = whole.returned() > report.thresholds().maxReturned();
        boolean newly = whole.broken() > report.thresholds().maxBroken();
        List<Slice> thresholds = new java.util.ArrayList<>(List.of(whole));
        thresholds.addAll(report.slices());
        long failures = thresholds.stream()
                        .filter(slice -> slice.result() == Result.FAIL)
                        .count()
                + (again ? report.returned().size() : 0)
                + (newly ? report.broken().size() : 0)
                + report.missing().size();
        long skipped = thresholds.stream()
                .filter(slice -> slice.result() == Result.TOO_FEW)
                .count();
        int tests = thresholds.size()
                + report.returned().size()
                + report.broken().size()
                + report.fixed().size()
                + report.missing().size();
        xml.writeStartElement("testsuites");
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "redress gate " + report.dataset().title());
        attribute(xml, "tests", String.valueOf(tests));
        attribute(xml, "failures", String.valueOf(failures));
        attribute(xml, "errors", "0");
        attribute(xml, "skipped", String.valueOf(skipped));
        attribute(xml, "timestamp", report.runAt().toString());
        for (Slice slice : thresholds) {
            start(xml, "thresholds", slice.name());
            switch (slice.result()) {
                case PASS -> {
                    // nothing to say
                }
                case FAIL -> outcome(xml, "failure", String.join("; ", slice.reasons()));
                case TOO_FEW -> outcome(xml, "skipped", slice.tooFew());
            }
            xml.writeEndElement();
        }
        cases(xml, "returned", report.returned(), again);
        cases(xml, "broken", report.broken(), newly);
        cases(xml, "fixed", report.fixed(), false);
        cases(xml, "missing", report.missing(), true);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void cases(XMLStreamWriter xml, String group, List<Item> items, boolean fail)
            throws XMLStreamException {
        for (Item item : items) {
            start(xml, group, item.type() + " " + item.externalId());
            if (fail) {
                outcome(xml, "failure", Summary.line(item));
            }
            xml.writeEndElement();
        }
    }

    private static void start(XMLStreamWriter xml, String group, String name) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute(xml, "classname", "redress." + group);
        attribute(xml, "name", name);
    }

    private static void outcome(XMLStreamWriter xml, String element, String message) throws XMLStreamException {
        xml.writeEmptyElement(element);
        attribute(xml, "message", message);
    }

    /// XML 1.0 has no way to write most control characters.
    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(
                name, value.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�"));
    }
}
