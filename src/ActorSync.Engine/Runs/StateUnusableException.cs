namespace ActorSync.Engine.Runs;

/// <summary>State cannot be kept where <c>State:Directory</c> says.</summary>
/// <param name="problem">Where and why, in a sentence.</param>
/// <param name="remedy">What to do, in a sentence that names the key.</param>
/// <param name="cause">What was met, or null.</param>
public sealed class StateUnusableException(string problem, string remedy, Exception? cause = null) : Exception($"{problem} {remedy}", cause)
{
    /// <summary>Where and why.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do.</summary>
    public string Remedy { get; } = remedy;
}
