package dev.runnel.offending.circle.event;

import dev.runnel.offending.circle.tool.Tool;

public class Event {
    Tool tool;
}
