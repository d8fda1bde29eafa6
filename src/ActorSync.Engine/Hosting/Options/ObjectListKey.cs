namespace ActorSync.Engine.Hosting.Options;

/// <summary>A key whose value is a list of objects, whose members are keys of their own.</summary>
internal sealed class ObjectListKey(string path, string allowed, Func<ActorSyncOptions, IEnumerable<string>> names, string meaning)
    : OptionKey(path, new ValueShape("array", allowed), meaning)
{
    /// <summary>The names of the declared elements.</summary>
    public override string? Show(ActorSyncOptions options) =>
        string.Join(", ", names(options)) is { Length: > 0 } text ? text : null;
}
