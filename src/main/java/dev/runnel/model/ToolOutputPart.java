package dev.runnel.model;

/** A part of a tool's output that the model reads as such: a text, an image or a file. */
public sealed interface ToolOutputPart permits ToolOutputText, ToolOutputImage, ToolOutputFileContent {

    /** The part as the Responses API has it. */
    JsonText json();
}
