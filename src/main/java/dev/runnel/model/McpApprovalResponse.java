package dev.runnel.model;

import java.util.Optional;

/**
 * The answer to a {@link McpApprovalRequest}.
 *
 * @param json the item as it is
 */
public record McpApprovalResponse(JsonText json) implements ResponseItem {

    static final String TYPE = "mcp_approval_response";

    /** @throws ModelBehaviorException if the request's id or the decision is missing */
    public McpApprovalResponse {
        ItemMembers.require(json, TYPE, "approval_request_id");
        if (json.bool("approve").isEmpty()) {
            throw new ModelBehaviorException("An item of type " + TYPE + " needs a member 'approve', true or false");
        }
    }

    /**
     * The answer.
     *
     * @param request what it answers
     * @param approve whether the tool may be called
     * @param reason why not, for the model
     */
    public static McpApprovalResponse of(McpApprovalRequest request, boolean approve, Optional<String> reason) {
        return new McpApprovalResponse(Json.write(item -> {
            item.writeStartObject();
            item.writeStringField("type", TYPE);
            item.writeStringField("approval_request_id", request.callId());
            item.writeBooleanField("approve", approve);
            if (reason.isPresent()) {
                item.writeStringField("reason", reason.get());
            }
            item.writeEndObject();
        }));
    }

    /** The id of the request that this answers. */
    public String approvalRequestId() {
        return ItemMembers.string(json, "approval_request_id");
    }

    /** Whether the tool may be called. */
    public boolean isApproved() {
        return json.bool("approve").orElseThrow();
    }

    /** Why not, where words were given. */
    public Optional<String> reason() {
        return json.string("reason");
    }
}
