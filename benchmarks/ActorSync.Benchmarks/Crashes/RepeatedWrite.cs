using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>A write that the target received again, for the same user and on the same route.</summary>
/// <param name="First">The earlier one; answered well, or not at all.</param>
/// <param name="Second">The later one.</param>
/// <param name="Life">Which process sent the earlier one, counted from 0.</param>
/// <param name="WasOpen">Whether the earlier one was open when that process came to its end.</param>
internal sealed record RepeatedWrite(TargetRequest First, TargetRequest Second, int Life, bool WasOpen)
{
    /// <summary>Whether both were done.</summary>
    public bool IsDoneTwice => First.IsApplied && Second.IsApplied;

    /// <inheritdoc/>
    public override string ToString() => $"{First.Method} {First.Path} by process {Life + 1}";
}
