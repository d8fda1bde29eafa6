namespace ActorSync.Benchmarks.Scripts;

/// <summary>A page of a listing.</summary>
internal sealed record ScriptPage<T>(List<T> Entities, int PageCount);
