namespace ActorSync.Engine.Hosting.Options;

/// <summary>Where a value was given.</summary>
/// <param name="Layer">Which of the layers.</param>
/// <param name="Text">For people: <c>config/actorsync.json, line 5</c>, <c>environment variable ACTORSYNC_Target__Tokens</c>, <c>--set</c>.</param>
public sealed record ConfigurationPlace(ConfigurationLayer Layer, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
