namespace ActorSync.Core.Roster;

/// <summary>Whether a stated value is one item of a person's row or a sheet row of its own; a rejected one counts under <c>items</c> or under <c>rows</c>.</summary>
public enum ItemOrigin
{
    /// <summary>One of several items in a person's row.</summary>
    Item,

    /// <summary>A row of a skill or certification sheet.</summary>
    SheetRow,
}
