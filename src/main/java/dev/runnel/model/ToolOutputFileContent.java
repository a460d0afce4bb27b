package dev.runnel.model;

import java.net.URI;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file among the parts of a tool's output: its content, from somewhere, or one that the provider has.
 *
 * @param fileData a {@code data:} URL that holds it
 * @param fileUrl where it is
 * @param fileId the provider's id of it
 * @param filename what it is called
 */
public record ToolOutputFileContent(Optional<String> fileData, Optional<String> fileUrl, Optional<String> fileId,
        Optional<String> filename) implements ToolOutputPart {

    /** @throws IllegalArgumentException unless exactly one of the three says what it is */
    public ToolOutputFileContent {
        Objects.requireNonNull(filename, "filename");
        if (Stream.of(fileData, fileUrl, fileId).filter(Optional::isPresent).count() != 1) {
            throw new IllegalArgumentException("A file of a tool's output has one of fileData, fileUrl and fileId");
        }
    }

    /** These bytes, under this name, of a media type such as {@code application/pdf}. */
    public static ToolOutputFileContent of(String filename, String mediaType, byte[] bytes) {
        return new ToolOutputFileContent(
                Optional.of("data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes)), Optional.empty(),
                Optional.empty(), Optional.of(filename));
    }

    /** The file at this place. */
    public static ToolOutputFileContent at(URI url) {
        return new ToolOutputFileContent(Optional.empty(), Optional.of(url.toString()), Optional.empty(), Optional.empty());
    }

    /** A file of the provider. */
    public static ToolOutputFileContent file(String fileId) {
        return new ToolOutputFileContent(Optional.empty(), Optional.empty(), Optional.of(fileId), Optional.empty());
    }

    @Override
    public JsonText json() {
        return Json.write(part -> {
            part.writeStartObject();
            part.writeStringField("type", "input_file");
            if (fileData.isPresent()) {
                part.writeStringField("file_data", fileData.get());
            }
            if (fileUrl.isPresent()) {
                part.writeStringField("file_url", fileUrl.get());
            }
            if (fileId.isPresent()) {
                part.writeStringField("file_id", fileId.get());
            }
            if (filename.isPresent()) {
                part.writeStringField("filename", filename.get());
            }
            part.writeEndObject();
        });
    }
}
