using ActorSync.Core.Audit;

namespace ActorSync.Core.Runs;

/// <summary>That a value was changed after the last write that one run made of it, and has not been brought back by taking back what changed it.</summary>
/// <param name="Kind">Whether it is about a skill or a certification.</param>
/// <param name="Id">The skill's or the certification's id.</param>
/// <param name="By">The run that did so last; null where somebody else than ActorSync is among those who did.</param>
public sealed record LaterChange(ValueKind Kind, string Id, RunId? By);
