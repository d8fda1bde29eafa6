namespace ActorSync.Engine.Hosting.Options;

/// <summary>A key whose value is read by a <see cref="ValueKind{T}"/>.</summary>
internal sealed class TypedKey<T> : OptionKey
{
    private readonly Func<ActorSyncOptions, T>? _select;

    /// <summary>A key of the options, whose default is the one of the option records.</summary>
    public TypedKey(string path, ValueKind<T> kind, Func<ActorSyncOptions, T> select, string meaning)
        : base(path, kind.Shape, meaning)
    {
        Kind = kind;
        _select = select;
        DefaultValue = select(new ActorSyncOptions());
        Default = kind.Show(DefaultValue);
    }

    /// <summary>A key inside the elements of a list.</summary>
    public TypedKey(string path, ValueKind<T> kind, T defaultValue, string meaning)
        : base(path, kind.Shape, meaning)
    {
        Kind = kind;
        DefaultValue = defaultValue;
        Default = kind.Show(defaultValue);
    }

    /// <summary>How its value is read and shown.</summary>
    public ValueKind<T> Kind { get; }

    /// <summary>The value where nothing is given.</summary>
    public T DefaultValue { get; }

    /// <inheritdoc/>
    public override string? Show(ActorSyncOptions options) => _select is null ? null : Kind.Show(_select(options));
}
