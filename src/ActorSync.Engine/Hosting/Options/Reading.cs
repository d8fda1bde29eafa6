namespace ActorSync.Engine.Hosting.Options;

/// <summary>A value that was read, or what is wrong with it: a sentence that goes on after the value and does not repeat it.</summary>
internal readonly record struct Reading<T>(T Value, string? Problem, string? Nearest = null);
