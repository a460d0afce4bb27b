package dev.runnel.offending.circle.tool;

import dev.runnel.offending.circle.event.Event;

public class Tool {
    Event event;
}
