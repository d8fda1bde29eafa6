namespace ActorSync.Benchmarks.Crashes;

/// <summary>A skill that somebody gave by hand.</summary>
/// <param name="Skill">Its name.</param>
/// <param name="Level">At which level.</param>
internal sealed record HandGiven(string Skill, int Level);
