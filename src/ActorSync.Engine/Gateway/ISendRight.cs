using ActorSync.Core.Dialects;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>Says whether this process may send to its target: one that is not the target's only writer any more must not.</summary>
internal interface ISendRight
{
    /// <summary>Whether something may leave now. Asked right before each send, from any thread.</summary>
    bool Holds { get; }

    /// <summary>Whether it will never hold again.</summary>
    bool IsLost { get; }

    /// <summary>Why nothing may leave now, for a person; null where it may.</summary>
    string? WhyNot { get; }

    /// <summary>Has the right sought again where it does not hold; returns at once.</summary>
    void Seek();

    /// <summary>Calls back whenever it may hold again, and when it is lost, until what is returned is disposed of.</summary>
    IDisposable OnChange(Action changed);

    /// <summary>Notes the end of a request that had left.</summary>
    /// <param name="request">The request.</param>
    /// <param name="leftAt">When it left.</param>
    /// <param name="result">How it ended, to go on from the request.</param>
    void Ended(TargetRequest request, Instant leftAt, string result);
}
