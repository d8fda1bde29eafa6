using ActorSync.Core.Users;

namespace ActorSync.Core.Audit;

/// <summary>Why a value changed: by an operation of ActorSync's and for its reason, or by somebody else.</summary>
/// <param name="Operation">Why ActorSync changed it; null where somebody else did.</param>
public readonly record struct ChangeCause(OperationCause? Operation)
{
    /// <summary>Somebody else changed it: a person in the console, another program, or ActorSync itself where nobody knows any more.</summary>
    public static readonly ChangeCause Elsewhere;

    /// <summary>One word for machines: <c>stated</c>, <c>noLongerStated</c>, …, <c>elsewhere</c>.</summary>
    public override string ToString() => Operation is { } cause ? char.ToLowerInvariant(cause.ToString()[0]) + cause.ToString()[1..] : "elsewhere";
}
