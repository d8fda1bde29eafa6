namespace ActorSync.Sandbox.State;

/// <summary>Something with an id and a name that a <see cref="Catalogue{T}"/> keeps.</summary>
internal interface INamed
{
    string Id { get; }

    string Name { get; }
}
