"""Step pictures drawn from Scenes, so that each Locale has its own and none is out of step with the text."""
