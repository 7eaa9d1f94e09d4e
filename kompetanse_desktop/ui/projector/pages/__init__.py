"""The pages the room can be shown, each laid out by a function of what is shown and the size of the screen."""
