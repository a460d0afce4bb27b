package dev.runnel.model;

/** Reads the members that an item must have. */
final class ItemMembers {

    private ItemMembers() {
    }

    static JsonText require(JsonText json, String type, String... strings) {
        for (String name : strings) {
            if (json.string(name).isEmpty()) {
                throw new ModelBehaviorException("An item of type " + type + " needs a string member '" + name + "'");
            }
        }
        return json;
    }

    static String string(JsonText json, String name) {
        return json.string(name).orElseThrow(); // required when the item was made
    }
}
