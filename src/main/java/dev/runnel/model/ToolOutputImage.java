package dev.runnel.model;

import java.net.URI;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;

/**
 * An image among the parts of a tool's output: from somewhere, or one that the provider has.
 *
 * @param imageUrl where it is, or a {@code data:} URL that holds it; empty if {@code fileId} says which one it is
 * @param fileId the provider's id of its file
 * @param detail how closely the model shall look, for example {@code low}
 */
public record ToolOutputImage(Optional<String> imageUrl, Optional<String> fileId, Optional<String> detail)
        implements ToolOutputPart {

    /** @throws IllegalArgumentException unless it is either somewhere or a file of the provider */
    public ToolOutputImage {
        Objects.requireNonNull(detail, "detail");
        if (imageUrl.isPresent() == fileId.isPresent()) {
            throw new IllegalArgumentException("An image of a tool's output has either an imageUrl or a fileId");
        }
    }

    /** The image at this place. */
    public static ToolOutputImage at(URI url) {
        return new ToolOutputImage(Optional.of(url.toString()), Optional.empty(), Optional.empty());
    }

    /** These bytes, of a media type such as {@code image/png}. */
    public static ToolOutputImage of(String mediaType, byte[] bytes) {
        return new ToolOutputImage(Optional.of("data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes)),
                Optional.empty(), Optional.empty());
    }

    /** A file of the provider. */
    public static ToolOutputImage file(String fileId) {
        return new ToolOutputImage(Optional.empty(), Optional.of(fileId), Optional.empty());
    }

    /** The same image, at which the model shall look so closely. */
    public ToolOutputImage withDetail(String how) {
        return new ToolOutputImage(imageUrl, fileId, Optional.of(how));
    }

    @Override
    public JsonText json() {
        return Json.write(part -> {
            part.writeStartObject();
            part.writeStringField("type", "input_image");
            if (imageUrl.isPresent()) {
                part.writeStringField("image_url", imageUrl.get());
            }
            if (fileId.isPresent()) {
                part.writeStringField("file_id", fileId.get());
            }
            if (detail.isPresent()) {
                part.writeStringField("detail", detail.get());
            }
            part.writeEndObject();
        });
    }
}
