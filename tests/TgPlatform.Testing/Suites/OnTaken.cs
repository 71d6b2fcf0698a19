namespace TgPlatform.Testing;

/// <summary>What a sink, as it was made for a suite, does with a name that is taken.</summary>
public enum OnTaken
{
    /// <summary>Refuses it, at the beginning or at the commit.</summary>
    Refuses,

    /// <summary>Leaves what is there, and has nothing to do.</summary>
    Skips,

    /// <summary>Replaces what is there. Two items of one run that meet in one name may be refused instead.</summary>
    Replaces,

    /// <summary>Finds another name.</summary>
    Renames,
}
