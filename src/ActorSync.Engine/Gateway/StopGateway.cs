namespace ActorSync.Engine.Gateway;

/// <summary>Sends nothing new from now on. Answered by <see cref="GatewayStopped"/> when nothing is under way any more.</summary>
/// <param name="Grace">How long requests under way may still take, at most <see cref="LongestGrace"/>; then they are cut off.</param>
public sealed record StopGateway(TimeSpan Grace)
{
    /// <summary>The longest time that requests under way are given.</summary>
    public static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(4);
}
